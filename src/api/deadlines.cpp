#include "api/deadlines.hpp"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>

#include "api/desk_links.hpp"
#include "cases/rules.hpp"

namespace pingli::api {

namespace {

using accounts::Role;

constexpr std::size_t kPage = 200;

bool leads(const accounts::Membership& membership) {
    return std::ranges::any_of(membership.roles, [](Role role) {
        return role == Role::Owner || role == Role::Supervisor;
    });
}

const Bilingual* words_in(const rulebook::Rulebook& book, const std::string& clock) {
    const auto at = std::ranges::find(book.deadlines, clock, &rulebook::Deadline::name);
    return at == book.deadlines.end() ? nullptr : &at->words;
}

// In both languages: a calendar does not say which its reader has.
std::string both(const Bilingual& words) {
    return words.zh + " / " + words.en;
}

// What the case's rulebook calls the deadline. A case that is not ruled yet names none: then the
// newest of its kind that has such a deadline.
std::string words_of(const Services& services, const cases::Case& c, const std::string& clock) {
    if (const auto book = services.library.find(c.book.id, c.book.version))
        if (const Bilingual* const words = words_in(*book, clock)) return both(*words);
    for (const auto& book : services.library.versions(c.book_id()) | std::views::reverse)
        if (const Bilingual* const words = words_in(*book, clock)) return both(*words);
    return clock;
}

std::string words_of(cases::CaseKind kind) {
    switch (kind) {
        case cases::CaseKind::HarassmentClaim:
            return both({.zh = "骚扰类投诉", .en = "Harassment claim"});
        case cases::CaseKind::ReviewReport:
            return both({.zh = "评价举报", .en = "Review report"});
        case cases::CaseKind::Complaint:
            return both({.zh = "客诉", .en = "Complaint"});
    }
    return {};
}

Instant changed_at(const cases::Clock& clock) {
    if (clock.state == cases::ClockState::Running || clock.state == cases::ClockState::Paused)
        return clock.pauses.empty() ? clock.from
                                    : clock.pauses.back().to.value_or(clock.pauses.back().from);
    return clock.ended_at.value_or(clock.due);
}

// Grows each time the clock is paused, goes on or ends: a calendar passes over what is not newer.
std::uint32_t revision_of(const cases::Clock& clock) {
    const auto pauses = static_cast<std::uint32_t>(clock.pauses.size());
    if (clock.state == cases::ClockState::Running) return 2 * pauses;
    return clock.state == cases::ClockState::Paused ? (2 * pauses) - 1 : (2 * pauses) + 1;
}

class Deadlines {
public:
    Deadlines(const Services& services, ShopId shop, Instant now)
        : services_(services), shop_(std::move(shop)), now_(now) {}

    Result<void> add(const app::CaseEntry& entry) {
        if (!seen_.insert(entry.case_id).second) return {};
        const auto loaded = TRY(services_.desk.load(shop_, entry.case_id));
        std::map<std::string_view, int> times;
        for (const cases::Clock& clock : loaded->state.clocks)
            add(entry, loaded->state, clock, ++times[clock.name]);
        return {};
    }
    std::vector<notify::CalendarEntry> take() { return std::move(out_); }

private:
    void add(const app::CaseEntry& entry, const cases::Case& c, const cases::Clock& clock,
             int nth) {
        const bool is_running = clock.state == cases::ClockState::Running;
        const bool is_missed = clock.state == cases::ClockState::Missed;
        const bool is_paused = clock.state == cases::ClockState::Paused;
        const Instant changed = changed_at(clock);
        const bool is_old = changed < now_ - kFeedEndedFor;
        if (!is_running && !is_paused && is_old) return;
        std::string uid = entry.case_id.value() + '-' + clock.name;
        if (nth > 1) uid += '-' + std::to_string(nth);
        std::string title = entry.number + ' ' + words_of(services_, c, clock.name);
        if (is_missed) title += "（已超时 / missed）";
        if (is_paused) title += "（已暂停 / paused）";
        std::string description = words_of(c.kind());
        if (clock.provisional) description += "，暂定 / provisional";
        out_.push_back({.uid = uid + "@pingli",
                        .due = clock.due,
                        .title = std::move(title),
                        .description = std::move(description),
                        .url = case_link(services_.base_url, shop_, entry.case_id),
                        .changed_at = changed,
                        .revision = revision_of(clock),
                        .is_cancelled = !is_running && !is_missed});
    }

    const Services& services_;
    ShopId shop_;
    Instant now_;
    std::set<CaseId> seen_;
    std::vector<notify::CalendarEntry> out_;
};

// Of at most `most` cases, in the query's order, up to the first that `is_last` says.
template <class IsLast>
Result<void> collect(app::Store& store, app::QueueQuery query, std::size_t most,
                     Deadlines& deadlines, const IsLast& is_last) {
    for (std::size_t seen = 0; seen < most; seen += kPage) {
        const auto page = TRY(store.queue(query));
        for (const app::CaseEntry& entry : page.entries) {
            if (is_last(entry.row)) return {};
            TRY(deadlines.add(entry));
        }
        if (page.next.empty()) return {};
        query.cursor = page.next;
    }
    return {};
}

}  // namespace

bool has_deadlines(const accounts::Membership& membership) {
    return std::ranges::any_of(membership.roles, [](Role role) {
        return role != Role::Claimant && role != Role::Auditor && role != Role::PolicyEditor;
    });
}

Result<std::vector<notify::CalendarEntry>> deadlines_of(const Services& services,
                                                        const UserId& user,
                                                        const accounts::Membership& membership,
                                                        Instant now) {
    Deadlines deadlines{services, membership.shop, now};
    if (!has_deadlines(membership)) return deadlines.take();
    app::QueueQuery query{.shop = membership.shop,
                          .kind = {},
                          .phase = {},
                          .outcome = {},
                          .assigned = {},
                          .due_to = {},
                          .updated_from = {},
                          .opened_from = {},
                          .order = app::QueueOrder::Due,
                          .cursor = {},
                          .limit = kPage};
    if (!leads(membership)) query.assigned = user.value();
    TRY(collect(services.store, query, kFeedCasesMax, deadlines,
                [](const app::QueueRow& row) { return !row.next_due_at; }));
    query.order = app::QueueOrder::Updated;
    TRY(collect(services.store, query, kFeedEndedMax, deadlines,
                [&](const app::QueueRow& row) { return row.updated_at < now - kFeedEndedFor; }));
    return deadlines.take();
}

}  // namespace pingli::api
