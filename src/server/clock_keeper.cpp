#include "server/clock_keeper.hpp"

namespace pingli::server {

namespace {

const UserId kSystem{"system"};
constexpr std::size_t kPage = 200;

}  // namespace

ClockKeeper::ClockKeeper(app::Store& store, app::CaseDesk& desk, std::function<Instant()> now,
                         std::chrono::seconds every, std::function<void(const std::string&)> note)
    : store_(store),
      desk_(desk),
      now_(std::move(now)),
      note_(std::move(note)),
      faults_(note_),
      thread_(in_rounds(every, "clocks", note_, [this] { run_once(); })) {}

void ClockKeeper::run_once() {
    const Instant now = now_();
    const auto heads = store_.heads();
    if (!heads) {
        note_("clocks: the store does not answer");
        return;
    }
    for (const app::Head& head : *heads)
        faults_.guard("clocks of shop " + head.shop.value(), [&] { run_shop(head.shop, now); });
    if (const auto purged = store_.purge(now); !purged) note_("clocks: nothing could be purged");
}

// The queue is in order of what is due first, so a round reads little more than what has run out.
void ClockKeeper::run_shop(const ShopId& shop, Instant now) {
    std::string cursor;
    while (true) {
        const auto page = store_.queue({.shop = shop,
                                        .kind = {},
                                        .phase = {},
                                        .outcome = {},
                                        .assigned = {},
                                        .due_to = {},
                                        .updated_from = {},
                                        .opened_from = {},
                                        .order = app::QueueOrder::Due,
                                        .cursor = cursor,
                                        .limit = kPage});
        if (!page) {
            note_("clocks: a queue cannot be read");
            return;
        }
        for (const app::CaseEntry& entry : page->entries) {
            if (!entry.row.next_due_at || *entry.row.next_due_at >= now) return;
            const auto answer =
                desk_.handle({.shop = shop,
                              .case_id = entry.case_id,
                              .actor = {.user = kSystem, .role = cases::Role::System},
                              .command = cases::RunClocks{},
                              .expected_version = std::nullopt,
                              .identity = std::nullopt});
            if (std::holds_alternative<Error>(answer)) note_("clocks: a case could not be told");
        }
        if (page->next.empty()) return;
        cursor = page->next;
    }
}

}  // namespace pingli::server
