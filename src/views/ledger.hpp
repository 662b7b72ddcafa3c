// A shop's penalty points: sums per class and calendar year, never across classes (H2, H9), and the
// measures that stand. A fold of events; the order of cases does not matter.

#pragma once

#include <vector>

#include "cases/events.hpp"

namespace pingli::views {

class Ledger {
public:
    struct Line {
        CaseId case_id;
        Instant at;
        cases::PointsEntry entry;
        friend bool operator==(const Line&, const Line&) = default;
    };
    struct Standing {  // a measure that was ordered and not lifted
        CaseId case_id;
        cases::Measure measure;
        friend bool operator==(const Standing&, const Standing&) = default;
    };

    // Of one shop. Events that concern no points are passed over.
    void add(const CaseId& case_id, const cases::Event& event);

    [[nodiscard]] cases::Totals totals() const;
    [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
    [[nodiscard]] const std::vector<Standing>& measures() const { return measures_; }

private:
    std::vector<Line> lines_;
    std::vector<Standing> measures_;
};

}  // namespace pingli::views
