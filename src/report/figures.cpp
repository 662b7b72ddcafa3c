#include "report/figures.hpp"

#include <algorithm>
#include <numeric>

namespace pingli::report {

namespace {

void add(CauseCounts& counts, const text::Causes& causes) {
    for (std::size_t i = 0; i < text::kCauseCount; ++i)
        if (causes.test(i)) ++counts.at(i);
}

void add(CauseCounts& counts, const CauseCounts& more) {
    for (std::size_t i = 0; i < text::kCauseCount; ++i) counts.at(i) += more.at(i);
}

std::uint32_t sum_of(const CauseCounts& counts) {
    return std::accumulate(counts.begin(), counts.end(), 0U);
}

LocalDate monday_of(LocalDate day) {
    return day - (std::chrono::weekday{day} - std::chrono::Monday);
}

LocalDate first_of_month(LocalDate day) {
    const std::chrono::year_month_day date{day};
    return LocalDate{date.year() / date.month() / 1};
}

std::vector<NamedCounts> most_of(const std::unordered_map<std::string, NamedCounts>& names,
                                 std::size_t most) {
    std::vector<NamedCounts> all;
    NamedCounts others;
    for (const auto& [name, counts] : names) {
        if (name.empty()) {
            others = counts;
        } else {
            all.push_back(counts);
        }
    }
    std::ranges::sort(all, [](const NamedCounts& a, const NamedCounts& b) {
        const auto ours = std::pair{sum_of(a.causes), a.findings};
        const auto theirs = std::pair{sum_of(b.causes), b.findings};
        return ours != theirs ? ours > theirs : a.name < b.name;
    });
    for (std::size_t i = most; i < all.size(); ++i) {
        add(others.causes, all[i].causes);
        others.findings += all[i].findings;
    }
    if (all.size() > most) all.resize(most);
    if (others.findings > 0) all.push_back(std::move(others));
    return all;
}

}  // namespace

void Figures::count_name(ByName& names, const std::string& name, const text::Causes& causes) {
    const bool has_room = names.size() < kNamesMax || names.contains(name);
    NamedCounts& counts = names[has_room ? name : std::string{}];
    if (has_room) counts.name = name;
    ++counts.findings;
    add(counts.causes, causes);
}

void Figures::count(const triage::Finding& finding, States states, const Zone& zone) {
    constexpr std::size_t kRulebooksMax = 100;
    ++total_;
    for (std::size_t i = 0; i < kStateCount; ++i) by_state_.at(i) += states.test(i) ? 1 : 0;
    const bool is_review = finding.subject_kind == triage::SubjectKind::Review;
    if (is_review && finding.verdict == triage::Verdict::Genuine) ++genuine_reviews_;
    if (rulebooks_.size() < kRulebooksMax && !finding.rulebook.empty())
        rulebooks_.emplace(finding.rulebook, finding.rulebook_version);
    // A thread has the causes of its review, which is counted itself.
    if (!is_review || finding.causes.none()) return;
    add(causes_, finding.causes);
    if (finding.made_at) {
        const auto day = std::chrono::floor<std::chrono::days>(zone.to_local(*finding.made_at));
        add(by_week_[monday_of(day)], finding.causes);
        add(by_month_[first_of_month(day)], finding.causes);
    }
    const bool has_both = !finding.item.empty() && !finding.sku.empty();
    const std::string goods = finding.item + (has_both ? " · " : "") + finding.sku;
    if (!goods.empty()) count_name(goods_, goods, finding.causes);
    if (!finding.courier.empty()) count_name(couriers_, finding.courier, finding.causes);
}

std::vector<NamedCounts> Figures::goods(std::size_t most) const {
    return most_of(goods_, most);
}

std::vector<NamedCounts> Figures::couriers(std::size_t most) const {
    return most_of(couriers_, most);
}

}  // namespace pingli::report
