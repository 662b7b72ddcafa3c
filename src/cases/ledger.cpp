#include "cases/ledger.hpp"

#include <algorithm>
#include <chrono>

#include "base/assert.hpp"
#include "cases/checks.hpp"
#include "cases/make_ruling.hpp"

namespace pingli::cases {

namespace {

std::int64_t year_of(const rulebook::Rulebook& book, Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(book.zone.to_local(at));
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

bool is_reversed(const Case& c, const EntryId& entry) {
    return std::ranges::any_of(c.entries,
                               [&](const PointsEntry& one) { return one.reverses == entry; });
}

// What the sum of one class and year brings; the classes are never added together.
std::optional<Measure> measure_of(const rulebook::RulebookPtr& book, std::string_view points_class,
                                  std::int64_t year, std::int64_t points) {
    Inquiry ask{book};
    ask.set("points_class", points_class);
    ask.set("points_this_year", points);
    const Told told = ask.ask("measures");
    const std::string measure = told.text("measure");
    if (measure.empty() || measure == "none") return std::nullopt;
    return Measure{.measure = measure,
                   .points_class = std::string{points_class},
                   .year = year,
                   .points = points,
                   .clauses = clauses_of(ask.explain("measures")),
                   .words = told.words("measure", measure)};
}

}  // namespace

void enter_points(const Moment& m, const Ruling& ruling, Events& out) {
    if (ruling.outcome != Outcome::Upheld || ruling.points <= 0) return;
    const auto book = judging_book(m);
    if (!book) return;
    std::vector<std::string> clauses;
    for (const Holding& finding : ruling.findings)
        if (finding.outcome == Outcome::Upheld && finding.points == ruling.points)
            clauses = finding.clauses;
    const std::int64_t year = year_of(*book, ruling.ruled_at);
    out.push_back(
        m.event(PointsEntered{.entry = {.entry_id = EntryId{ruling.ruling_id.value() + "/points"},
                                        .reverses = {},
                                        .points_class = ruling.points_class,
                                        .points = ruling.points,
                                        .year = year,
                                        .ruling_id = ruling.ruling_id,
                                        .clauses = std::move(clauses)}}));
    PINGLI_ASSERT(ruling.instance == Instance::Appeal || m.c.entries.empty());
    const std::int64_t total = m.rules.totals.of(ruling.points_class, year) + ruling.points;
    if (auto measure = measure_of(book, ruling.points_class, year, total))
        out.push_back(m.event(MeasureProposed{.measure = std::move(*measure)}));
}

void reverse_points(const Moment& m, const Ruling& against, const RulingId& by, Events& out) {
    for (const PointsEntry& entry : m.c.entries) {
        if (entry.ruling_id != against.ruling_id || entry.reverses ||
            is_reversed(m.c, entry.entry_id))
            continue;
        PINGLI_ASSERT(entry.points > 0 && by != against.ruling_id);
        out.push_back(m.event(
            PointsReversed{.entry = {.entry_id = EntryId{entry.entry_id.value() + "/reversed"},
                                     .reverses = entry.entry_id,
                                     .points_class = entry.points_class,
                                     .points = -entry.points,
                                     .year = entry.year,
                                     .ruling_id = by,
                                     .clauses = entry.clauses}}));
    }
    for (const MeasureOrdered& ordered : m.c.ordered_measures)
        out.push_back(m.event(MeasureLifted{.measure = ordered.measure.measure,
                                            .reason = "the ruling behind it was overturned"}));
}

Checked OrderMeasure::guard(const Moment& m) {
    if (m.c.proposed_measures.empty()) return no(RefusalCode::UnknownMeasure);
    return {};
}

Decision OrderMeasure::carry_out(const Moment& m, const OrderMeasure& cmd) {
    TRY(check_texts({{"reason", cmd.reason}}));
    const auto at = std::ranges::find(m.c.proposed_measures, cmd.measure, &Measure::measure);
    if (at == m.c.proposed_measures.end()) return no(RefusalCode::UnknownMeasure, {cmd.measure});
    return m.events(MeasureOrdered{.measure = *at, .reason = cmd.reason});
}

void PointsEntered::apply(Case& c, const PointsEntered& e, const Event&) {
    c.entries.push_back(e.entry);
}

void PointsReversed::apply(Case& c, const PointsReversed& e, const Event&) {
    c.entries.push_back(e.entry);
    // The sum is no longer what it was: what it proposed is off.
    std::erase_if(c.proposed_measures, [&](const Measure& measure) {
        return measure.points_class == e.entry.points_class && measure.year == e.entry.year;
    });
}

void MeasureProposed::apply(Case& c, const MeasureProposed& e, const Event&) {
    c.proposed_measures.push_back(e.measure);
}

void MeasureOrdered::apply(Case& c, const MeasureOrdered& e, const Event& event) {
    std::erase_if(c.proposed_measures,
                  [&](const Measure& measure) { return measure.measure == e.measure.measure; });
    c.ordered_measures.push_back(e);
    note_officer(c, event);
}

void MeasureLifted::apply(Case& c, const MeasureLifted& e, const Event&) {
    std::erase_if(c.ordered_measures, [&](const MeasureOrdered& ordered) {
        return ordered.measure.measure == e.measure;
    });
}

}  // namespace pingli::cases
