// What a queue shows of a case, and the text by which it is found. Pure folds: rebuilt at any time
// from the events.

#pragma once

#include "cases/case.hpp"

namespace pingli::views {

struct QueueRow {
    CaseId case_id;
    ShopId shop;
    cases::CaseKind kind{};
    cases::Perspective perspective{};
    cases::Phase phase{};
    std::string title;
    std::string platform;
    std::string outcome;  // upheld, not_upheld, withdrawn, refused …; empty while open
    std::string ground;   // report: the ground; claim: what is alleged, the first of it
    std::string points_class;
    std::int64_t points = 0;             // that stand: entries and contrary entries summed
    std::optional<Instant> next_due_at;  // of the running clock that ends first
    std::string next_clock;
    bool provisional = false;  // that date rests on no published notice
    Instant opened_at;
    Instant updated_at;
    std::optional<UserId> assigned;
    std::int64_t clocks_kept = 0;
    std::int64_t clocks_missed = 0;
    std::int64_t exhibits = 0;
    std::vector<std::string> breaches;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("case_id", s.case_id);
        v("shop", s.shop);
        v("kind", s.kind);
        v("perspective", s.perspective);
        v("phase", s.phase);
        v("title", s.title);
        v("platform", s.platform);
        v("outcome", s.outcome);
        v("ground", s.ground);
        v("points_class", s.points_class);
        v("points", s.points);
        v("next_due_at", s.next_due_at);
        v("next_clock", s.next_clock);
        v("provisional", s.provisional);
        v("opened_at", s.opened_at);
        v("updated_at", s.updated_at);
        v("assigned", s.assigned);
        v("clocks_kept", s.clocks_kept);
        v("clocks_missed", s.clocks_missed);
        v("exhibits", s.exhibits);
        v("breaches", s.breaches);
    }
    friend bool operator==(const QueueRow&, const QueueRow&) = default;
};

QueueRow queue_row(const cases::Case& c);

// Title, parties' words, messages, orders, exhibits and reasons, a line each; masked words as
// blocks. What was erased is not in it.
std::string search_text(const cases::Case& c);

}  // namespace pingli::views
