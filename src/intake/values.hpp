// The texts of cells as values: order numbers, money, times, yes and no. Exact: money never goes
// through floating point, an id stays the text it is. A cell that means "nothing" (empty, "-",
// 0000-00-00 …) leaves the target absent and is no fault. Borrows Formats and Zone.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/money.hpp"
#include "base/time.hpp"
#include "base/zone.hpp"
#include "facts/facts.hpp"
#include "intake/formats.hpp"
#include "intake/limits.hpp"

namespace pingli::intake {

// Why a cell was not taken: the code (base/said.hpp) of what was expected in its place, because
// cells are many and faults few. Empty = it was taken.
using Expected = std::string_view;

class Values {
public:
    Values(const Formats& formats, const Zone& zone) : formats_(&formats), zone_(&zone) {}
    Values(const Formats&&, const Zone&) = delete;
    Values(const Formats&, const Zone&&) = delete;

    [[nodiscard]] const Formats& formats() const { return *formats_; }

    // Words of people: trimmed, otherwise as they stand.
    static Expected read_text(std::string_view cell, std::string_view& out);
    // Names, phone numbers, waybills: unwrapped from what spreadsheets put around them. A number
    // that a spreadsheet turned into 1.23E+17 is a fault.
    Expected read_id(std::string_view cell, std::string_view& out) const;
    // Order numbers: besides, letters, digits and marks of ASCII only.
    Expected read_order(std::string_view cell, std::string_view& out) const;
    Expected read(std::string_view cell, std::optional<Money>& out) const;
    // The shop's zone unless an offset is written. Also Excel's 2026/5/1 9:03, a bare date
    // (midnight), and seconds or milliseconds since 1970.
    Expected read(std::string_view cell, std::optional<Instant>& out) const;
    Expected read(std::string_view cell, std::optional<bool>& out) const;
    Expected read(std::string_view cell, std::optional<int>& out) const;  // "5", "5.0", "5星"
    Expected read(std::string_view cell, std::uint32_t& out) const;       // "65", "65秒", "0:01:05"
    Expected read(std::string_view cell, std::optional<facts::Rating>& out) const;
    Expected read(std::string_view cell, std::optional<facts::InsuranceStatus>& out) const;
    Expected read(std::string_view cell, std::optional<facts::Speaker>& out) const;

private:
    // A trimmed cell that says "nothing": empty, "-", null, 0000-00-00.
    [[nodiscard]] bool is_absent(std::string_view cell) const;
    [[nodiscard]] Instant at(LocalTime local) const;

    const Formats* formats_;
    const Zone* zone_;
};

}  // namespace pingli::intake
