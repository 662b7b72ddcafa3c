#include "server/hook_finder.hpp"

#include <algorithm>
#include <array>

#include "codec/json_writer.hpp"
#include "server/sealed_shut.hpp"

namespace pingli::server {

namespace {

using notify::Topic;

constexpr std::size_t kEventsAtOnce = 500;
constexpr std::size_t kPage = 200;

struct Interest {
    std::string_view type;  // of an event
    Topic topic;
};
constexpr std::array kInterests = {
    Interest{cases::ClockMissed::kType, Topic::DeadlineMissed},
    Interest{cases::ClaimOpened::kType, Topic::CaseOpened},
    Interest{cases::ReportOpened::kType, Topic::CaseOpened},
    Interest{cases::ComplaintOpened::kType, Topic::CaseOpened},
    Interest{cases::CaseRuled::kType, Topic::RulingGiven},
    Interest{cases::PlatformRulingRecorded::kType, Topic::RulingGiven},
    Interest{cases::AppealRuled::kType, Topic::RulingGiven},
};

std::string mark_of(const std::vector<notify::RegisteredHook>& hooks) {
    std::string out;
    for (const auto& hook : hooks)
        out.append(hook.id).append(std::to_string(hook.on_since.time_since_epoch().count()));
    return out;
}

Duration longest_lead(const std::vector<notify::RegisteredHook>& hooks) {
    Duration out{-1};
    for (const auto& hook : hooks)
        if (hook.wants(Topic::DeadlineNear))
            for (const Duration lead : hook.leads) out = std::max(out, lead);
    return out;
}

}  // namespace

HookFinder::HookFinder(app::Store& store, app::CaseDesk& desk, const app::CaseCodec& codec,
                       notify::HookBook& book, HookFinderOptions options)
    : store_(store),
      desk_(desk),
      codec_(codec),
      book_(book),
      options_(std::move(options)),
      thread_([this] { run(); }) {}

HookFinder::~HookFinder() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    thread_.join();
}

void HookFinder::run() {
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
        lock.unlock();
        // What was not told is found again in the next round.
        if (!run_once()) options_.note("web-hooks: the store does not answer");
        lock.lock();
        stopping_.wait_for(lock, options_.every, [this] { return is_stopping_; });
    }
}

Result<void> HookFinder::run_once() {
    const Instant now = options_.now();
    std::map<ShopId, Hooks> by_shop;
    for (notify::RegisteredHook& hook : TRY(book_.all()))
        if (hook.is_on()) by_shop[hook.shop].push_back(std::move(hook));
    std::erase_if(watches_, [&](const auto& watch) { return !by_shop.contains(watch.first); });
    for (const auto& [shop, hooks] : by_shop) {
        TRY(read_chain(shop, hooks));
        TRY(look_at_clocks(shop, hooks, now));
    }
    return {};
}

Result<void> HookFinder::read_chain(const ShopId& shop, const Hooks& hooks) {
    const std::int64_t before = TRY(book_.told_up_to(shop)).value_or(0);
    std::int64_t at = before;
    while (true) {
        const auto events = TRY(store_.read_shop(shop, at + 1, kEventsAtOnce));
        for (const app::StoredEvent& event : events) TRY(tell_event(shop, hooks, event));
        if (!events.empty()) at = events.back().position;
        if (at != before) TRY(book_.set_told_up_to(shop, at));
        if (events.size() < kEventsAtOnce) return {};
    }
}

Result<void> HookFinder::tell_event(const ShopId& shop, const Hooks& hooks,
                                    const app::StoredEvent& stored) {
    const auto interest = std::ranges::find(kInterests, stored.type, &Interest::type);
    if (interest == kInterests.end()) return {};
    if (std::ranges::none_of(hooks, [&](const auto& one) { return one.wants(interest->topic); }))
        return {};
    SealedShut sealer;
    const auto event = codec_.decode(stored.body, sealer);
    if (!event) return {};  // audit verify is who speaks of that
    Told told{.topic = interest->topic,
              .about = event->at,
              .case_id = stored.case_id,
              .clock = {},
              .due = {},
              .mark = std::to_string(stored.position)};
    if (const auto* missed = std::get_if<cases::ClockMissed>(&event->what)) {
        // Nobody's duty ran out, but the time in which the ruling could be attacked.
        if (missed->clock == "appeal_due") return {};
        told.clock = missed->clock;
        told.due = missed->due;
    }
    for (const notify::RegisteredHook& hook : hooks)
        if (hook.wants(told.topic) && event->at >= hook.on_since) TRY(tell(shop, hook, told));
    return {};
}

// The queue is in order of what is due first. Of two clocks of a case the earlier one stands in
// it, so that no clock comes near unseen.
Result<void> HookFinder::look_at_clocks(const ShopId& shop, const Hooks& hooks, Instant now) {
    const Duration lead = longest_lead(hooks);
    Watch& watch = watches_[shop];
    Watch after{.hooks = mark_of(hooks), .cases = {}};
    if (watch.hooks != after.hooks) watch.cases.clear();
    std::string cursor;
    while (lead >= Duration{0}) {
        const auto page = TRY(store_.queue({.shop = shop,
                                            .kind = {},
                                            .phase = {},
                                            .outcome = {},
                                            .assigned = {},
                                            .order = app::QueueOrder::Due,
                                            .cursor = cursor,
                                            .limit = kPage}));
        cursor = page.next;
        for (const app::CaseEntry& entry : page.entries) {
            if (!entry.row.next_due_at || *entry.row.next_due_at > now + lead) {
                cursor.clear();
                break;
            }
            const auto seen = watch.cases.find(entry.case_id);
            const bool is_known = seen != watch.cases.end() &&
                                  seen->second.version == entry.version &&
                                  seen->second.again_at > now;
            const Instant again_at = is_known ? seen->second.again_at
                                              : TRY(look_at_case(shop, hooks, entry.case_id, now));
            after.cases.insert_or_assign(entry.case_id,
                                         Looked{.version = entry.version, .again_at = again_at});
        }
        if (cursor.empty()) break;
    }
    watch = std::move(after);
    return {};
}

// When it is to be looked at again, unless it changes before. Of several leads that have begun only
// the shortest is told.
Result<Instant> HookFinder::look_at_case(const ShopId& shop, const Hooks& hooks,
                                         const CaseId& case_id, Instant now) {
    Instant again_at = Instant::max();
    const auto loaded = TRY(desk_.load(shop, case_id));
    for (const cases::Clock& clock : loaded->state.clocks) {
        if (clock.state != cases::ClockState::Running || clock.due < now) continue;
        for (const notify::RegisteredHook& hook : hooks) {
            if (!hook.wants(Topic::DeadlineNear)) continue;
            std::optional<Duration> begun;
            for (const Duration lead : hook.leads) {
                if (clock.due - lead > now)
                    again_at = std::min(again_at, clock.due - lead);
                else if (!begun || lead < *begun)
                    begun = lead;
            }
            if (!begun) continue;
            TRY(tell(shop, hook,
                     {.topic = Topic::DeadlineNear,
                      .about = clock.due - *begun,
                      .case_id = case_id,
                      .clock = clock.name,
                      .due = clock.due,
                      .lead = *begun,
                      .mark = case_id.value() + '\n' + clock.name + '\n' +
                              std::to_string(clock.due.time_since_epoch().count()) + '\n' +
                              std::to_string(begun->count())}));
        }
    }
    return again_at;
}

Result<void> HookFinder::tell(const ShopId& shop, const notify::RegisteredHook& hook,
                              const Told& told) {
    std::string id = notify::delivery_id(hook.id, told.topic, told.mark);
    std::string body = TRY(body_of(shop, id, told));
    TRY(book_.enqueue({.id = std::move(id),
                       .hook = hook.id,
                       .shop = shop,
                       .topic = told.topic,
                       .about = told.about,
                       .body = std::move(body),
                       .made_at = options_.now(),
                       .state = notify::DeliveryState::Waiting,
                       .attempts = 0,
                       .status = 0,
                       .last_at = {},
                       .next_at = {}}));
    return {};
}

Result<std::string> HookFinder::body_of(const ShopId& shop, const std::string& id,
                                        const Told& told) {
    const auto entry = TRY(store_.find(shop, told.case_id));
    std::string body;
    codec::JsonWriter out{body};
    const auto field = [&](std::string_view name, std::string_view value) {
        out.key(name);
        out.text(value);
    };
    const auto instant = [&](std::string_view name, Instant at) {
        field(name, format_instant(at, std::chrono::seconds{0}));
    };
    out.begin_object();
    field("id", id);
    field("event", to_text(told.topic));
    instant("at", told.about);
    field("shop_id", shop.value());
    field("case_id", told.case_id.value());
    field("number", entry.number);
    field("kind", entry.row.kind);
    if (!told.clock.empty()) field("clock", told.clock);
    if (told.due) instant("due_at", *told.due);
    if (told.lead > Duration{0}) field("lead", notify::format_lead(told.lead));
    field("link", options_.base_url + "/shops/" + shop.value() + "/cases/" + told.case_id.value());
    out.end_object();
    return body;
}

}  // namespace pingli::server
