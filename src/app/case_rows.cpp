#include "app/case_rows.hpp"

#include <algorithm>

namespace pingli::app {

namespace {

// The earliest clock that still runs.
std::optional<Instant> next_due(const cases::Case& c) {
    std::optional<Instant> due;
    for (const cases::Clock& clock : c.clocks)
        if (clock.state == cases::ClockState::Running && (!due || clock.due < *due))
            due = clock.due;
    return due;
}

void add(std::string& text, std::string_view words) {
    if (words.empty()) return;
    if (!text.empty()) text += '\n';
    text += words;
}

}  // namespace

QueueRow queue_row(const cases::Case& c, int year, const CaseCodec& codec) {
    const cases::Ruling* ruling = c.last_ruling();
    return {.kind = std::string{to_name(c.kind)},
            .phase = std::string{to_name(c.phase)},
            .outcome = ruling == nullptr ? std::string{} : std::string{to_name(ruling->outcome)},
            .assigned = c.assigned ? c.assigned->value() : std::string{},
            .next_due_at = next_due(c),
            .opened_at = c.opened_at,
            .updated_at = c.updated_at,
            .year = year,
            .list = codec.list_entry(c)};
}

std::string search_text(const cases::Case& c) {
    std::string text;
    add(text, c.opening.title);
    for (const std::string& order : c.opening.orders) add(text, order);
    for (const cases::Allegation& allegation : c.allegations) add(text, allegation.words.text);
    if (c.answer) {
        add(text, c.answer->course_of_trade.text);
        for (const cases::AllegationAnswer& answer : c.answer->answers)
            add(text, answer.words.text);
    }
    if (c.review) {
        for (const cases::Place place :
             {cases::Place::Text, cases::Place::FollowUp, cases::Place::Explanation})
            add(text, shown_text(c, place));
    }
    add(text, c.words.text);
    for (const cases::Message& message : c.messages) add(text, message.text.text);
    for (const cases::Exhibit& exhibit : c.exhibits) {
        add(text, exhibit.data.purpose);
        add(text, exhibit.data.reference);
    }
    return text;
}

std::optional<LedgerEntry> ledger_entry(const cases::Event& event, const CaseCodec& codec) {
    const cases::PointsEntry* entry = nullptr;
    if (const auto* entered = std::get_if<cases::PointsEntered>(&event.what))
        entry = &entered->entry;
    if (const auto* reversed = std::get_if<cases::PointsReversed>(&event.what))
        entry = &reversed->entry;
    if (entry == nullptr) return std::nullopt;
    return LedgerEntry{.ledger_class = entry->points_class,
                       .year = static_cast<int>(entry->year),
                       .points = entry->points,
                       .at = event.at,
                       .detail = codec.ledger_detail(*entry)};
}

}  // namespace pingli::app
