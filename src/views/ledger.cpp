#include "views/ledger.hpp"

#include <algorithm>

namespace pingli::views {

void Ledger::add(const CaseId& case_id, const cases::Event& event) {
    if (const auto* entered = std::get_if<cases::PointsEntered>(&event.what))
        lines_.push_back({.case_id = case_id, .at = event.at, .entry = entered->entry});
    if (const auto* reversed = std::get_if<cases::PointsReversed>(&event.what))
        lines_.push_back({.case_id = case_id, .at = event.at, .entry = reversed->entry});
    if (const auto* ordered = std::get_if<cases::MeasureOrdered>(&event.what))
        measures_.push_back({.case_id = case_id, .measure = ordered->measure});
    if (const auto* lifted = std::get_if<cases::MeasureLifted>(&event.what))
        std::erase_if(measures_, [&](const Standing& one) {
            return one.case_id == case_id && one.measure.measure == lifted->measure;
        });
}

cases::Totals Ledger::totals() const {
    cases::Totals out;
    for (const Line& line : lines_) {
        auto at = std::ranges::find_if(out.sums, [&](const cases::Totals::Sum& sum) {
            return sum.points_class == line.entry.points_class && sum.year == line.entry.year;
        });
        if (at == out.sums.end())
            at = out.sums.insert(
                out.sums.end(),
                {.points_class = line.entry.points_class, .year = line.entry.year, .points = 0});
        at->points += line.entry.points;
    }
    return out;
}

}  // namespace pingli::views
