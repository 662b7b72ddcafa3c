// The figures of the report, counted finding by finding in bounded memory. Pure.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/zone.hpp"
#include "report/urgency.hpp"
#include "triage/finding.hpp"

namespace pingli::report {

// Goods and couriers counted one by one; further names are counted together under "".
constexpr std::size_t kNamesMax = 20'000;

using CauseCounts = std::array<std::uint32_t, text::kCauseCount>;

struct NamedCounts {
    std::string name;  // "" = all others
    CauseCounts causes{};
    std::uint32_t findings = 0;
};

class Figures {
public:
    void count(const triage::Finding& finding, States states, const Zone& zone);

    [[nodiscard]] std::uint64_t total() const { return total_; }
    [[nodiscard]] std::uint64_t of(State state) const {
        return by_state_.at(static_cast<std::size_t>(state));
    }
    [[nodiscard]] std::uint64_t genuine_reviews() const { return genuine_reviews_; }
    [[nodiscard]] const CauseCounts& causes() const { return causes_; }
    // First days of weeks (Mondays) and months, in order.
    using ByTime = std::map<LocalDate, CauseCounts>;
    [[nodiscard]] const ByTime& by_week() const { return by_week_; }
    [[nodiscard]] const ByTime& by_month() const { return by_month_; }
    // Most causes first; at most `most` names, the rest under "" at the end.
    [[nodiscard]] std::vector<NamedCounts> goods(std::size_t most) const;
    [[nodiscard]] std::vector<NamedCounts> couriers(std::size_t most) const;
    // (id, version) of every rulebook that a finding rests on.
    [[nodiscard]] const std::set<std::pair<std::string, std::string>>& rulebooks() const {
        return rulebooks_;
    }

private:
    using ByName = std::unordered_map<std::string, NamedCounts>;
    static void count_name(ByName& names, const std::string& name, const text::Causes& causes);

    std::uint64_t total_ = 0;
    std::uint64_t genuine_reviews_ = 0;
    std::array<std::uint64_t, kStateCount> by_state_{};
    CauseCounts causes_{};
    ByTime by_week_, by_month_;
    ByName goods_, couriers_;
    std::set<std::pair<std::string, std::string>> rulebooks_;
};

}  // namespace pingli::report
