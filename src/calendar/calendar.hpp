// The days on which a jurisdiction works (X3): which dates are days off, which weekend days are
// make-up working days, and the notice each rests on. A value; calendars/*.json hold the data.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace pingli::calendar {

enum class DayKind : std::uint8_t {
    WorkingDay,  // Monday to Friday, nothing announced
    Weekend,
    DayOff,     // announced day off
    MakeUpDay,  // announced working day on a weekend
};

struct SpecialDay {
    LocalDate date;
    bool is_off = false;
    std::string name;    // 春节
    std::string notice;  // URL of the notice it follows
};

struct Day {
    DayKind kind{};
    std::string_view name;     // of the holiday, "" for an ordinary day
    std::string_view notice;   // "" for an ordinary day
    bool provisional = false;  // the notice for this date is not published yet
    [[nodiscard]] bool works() const {
        return kind == DayKind::WorkingDay || kind == DayKind::MakeUpDay;
    }
};

class Calendar {
public:
    // `published` are the years whose notices are in `days`. From 25 December of the last of them
    // on, and before the first of them, dates are provisional. Fails with Invalid on a date given
    // twice with different meanings.
    static Result<Calendar> create(std::string id, std::vector<SpecialDay> days,
                                   std::vector<int> published);

    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] Day day(LocalDate date) const;

private:
    std::string id_;
};

}  // namespace pingli::calendar
