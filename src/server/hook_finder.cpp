#include "server/hook_finder.hpp"

#include <algorithm>
#include <array>

#include "api/desk_links.hpp"
#include "codec/json_writer.hpp"
#include "server/rounds.hpp"
#include "server/sealed_shut.hpp"

namespace pingli::server {

namespace {

using notify::Topic;

constexpr std::size_t kEventsAtOnce = 500;
constexpr std::size_t kPage = 200;

// Events that are told of.
constexpr std::array<std::pair<std::string_view, Topic>, 7> kInterests = {
    {{cases::ClockMissed::kType, Topic::DeadlineMissed},
     {cases::ClaimOpened::kType, Topic::CaseOpened},
     {cases::ReportOpened::kType, Topic::CaseOpened},
     {cases::ComplaintOpened::kType, Topic::CaseOpened},
     {cases::CaseRuled::kType, Topic::RulingGiven},
     {cases::PlatformRulingRecorded::kType, Topic::RulingGiven},
     {cases::AppealRuled::kType, Topic::RulingGiven}}};

std::optional<Topic> topic_of(const app::StoredEvent& event) {
    const auto* const at =
        std::ranges::find(kInterests, event.type, &std::pair<std::string_view, Topic>::first);
    return at == kInterests.end() ? std::nullopt : std::optional{at->second};
}

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

// The shortest of those leads that have begun; `again_at` comes to be no later than the next one.
std::optional<Duration> begun_lead(const notify::RegisteredHook& hook, Instant due, Instant now,
                                   Instant& again_at) {
    std::optional<Duration> begun;
    if (!hook.wants(Topic::DeadlineNear)) return begun;
    for (const Duration lead : hook.leads) {
        if (due - lead > now)
            again_at = std::min(again_at, due - lead);
        else if (!begun || lead < *begun)
            begun = lead;
    }
    return begun;
}

}  // namespace

HookFinder::HookFinder(app::Store& store, app::CaseDesk& desk, const app::CaseCodec& codec,
                       notify::HookBook& book, HookFinderOptions options)
    : store_(store),
      desk_(desk),
      codec_(codec),
      book_(book),
      options_(std::move(options)),
      faults_(options_.note),
      thread_(in_rounds(options_.every, "web-hooks", options_.note, [this] {
          // What was not told is found again in the next round.
          if (!run_once()) options_.note("web-hooks: the store does not answer");
      })) {}

Result<void> HookFinder::run_once() {
    const Instant now = options_.now();
    std::map<ShopId, Hooks> by_shop;
    std::map<ShopId, Error> put_off;
    for (notify::RegisteredHook& hook : TRY(book_.all())) {
        const auto is_good = book_.is_good(hook, options_.may_have);
        Hooks& hooks = by_shop[hook.shop];
        // What is told is counted by shop: its other hooks wait along, and no other shop's.
        if (!is_good)
            put_off.emplace(hook.shop, is_good.error());
        else if (*is_good)
            hooks.push_back(std::move(hook));
    }
    std::erase_if(by_shop, [&](const auto& one) {
        return one.second.empty() && !put_off.contains(one.first);
    });
    std::erase_if(watches_, [&](const auto& watch) { return !by_shop.contains(watch.first); });
    for (const auto& [shop, hooks] : by_shop) {
        if (put_off.contains(shop)) continue;
        Result<void> done;
        faults_.guard("web-hooks of shop " + shop.value(), [&] {
            done = read_chain(shop, hooks);
            if (done) done = look_at_clocks(shop, hooks, now);
        });
        if (!done) put_off.emplace(shop, done.error());
    }
    note_put_off(std::move(put_off));
    return {};
}

void HookFinder::note_put_off(std::map<ShopId, Error> put_off) {
    for (const auto& [shop, error] : put_off)
        if (!put_off_.contains(shop))
            options_.note("web-hooks of shop " + shop.value() + " wait: " + error.context);
    put_off_ = std::move(put_off);
}

Result<void> HookFinder::read_chain(const ShopId& shop, const Hooks& hooks) {
    std::int64_t at = TRY(book_.told_up_to(shop)).value_or(0);
    bool is_more = true;
    while (is_more) {
        const auto events = TRY(store_.read_shop(shop, at + 1, kEventsAtOnce));
        if (events.empty()) return {};
        for (const app::StoredEvent& event : events) TRY(tell_event(shop, hooks, event));
        at = events.back().position;
        TRY(book_.set_told_up_to(shop, at));
        is_more = events.size() == kEventsAtOnce;
    }
    return {};
}

Result<void> HookFinder::tell_event(const ShopId& shop, const Hooks& hooks,
                                    const app::StoredEvent& stored) {
    const auto topic = topic_of(stored);
    const auto wants = [&](const notify::RegisteredHook& hook) { return hook.wants(*topic); };
    if (!topic || std::ranges::none_of(hooks, wants)) return {};
    SealedShut sealer;
    const auto event = codec_.decode(stored.body, sealer);
    if (!event) return {};  // audit verify is who speaks of that
    Told told{.topic = *topic,
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
        if (wants(hook) && event->at >= hook.on_since) TRY(tell(shop, hook, told));
    return {};
}

// The queue is in order of what is due first. Of two clocks of a case the earlier one stands in
// it, so that no clock comes near unseen.
Result<void> HookFinder::look_at_clocks(const ShopId& shop, const Hooks& hooks, Instant now) {
    const Duration lead = longest_lead(hooks);
    Watch& watch = watches_[shop];
    Watch after{.hooks = mark_of(hooks), .cases = {}};
    if (watch.hooks != after.hooks) watch.cases.clear();
    bool is_more = lead >= Duration{0};
    std::string cursor;
    while (is_more) {
        auto page = TRY(store_.queue({.shop = shop,
                                      .kind = {},
                                      .phase = {},
                                      .outcome = {},
                                      .assigned = {},
                                      .due_to = {},
                                      .updated_from = {},
                                      .opened_from = {},
                                      .order = app::QueueOrder::Due,
                                      .cursor = cursor,
                                      .limit = kPage}));
        cursor = page.next;
        is_more = !cursor.empty();
        const std::size_t all = page.entries.size();
        std::erase_if(page.entries, [&](const app::CaseEntry& entry) {
            return !entry.row.next_due_at || *entry.row.next_due_at > now + lead;
        });
        is_more = is_more && page.entries.size() == all;
        for (const app::CaseEntry& entry : page.entries)
            after.cases.insert_or_assign(entry.case_id,
                                         TRY(look_at_case(shop, hooks, entry, watch, now)));
    }
    watch = std::move(after);
    return {};
}

// Looks only when something may be new: the case has changed, or the next lead has begun.
Result<HookFinder::Looked> HookFinder::look_at_case(const ShopId& shop, const Hooks& hooks,
                                                    const app::CaseEntry& entry,
                                                    const Watch& before, Instant now) {
    const auto seen = before.cases.find(entry.case_id);
    if (seen != before.cases.end() && seen->second.version == entry.version &&
        seen->second.again_at > now)
        return seen->second;
    Looked looked{.version = entry.version, .again_at = Instant::max()};
    const auto loaded = TRY(desk_.load(shop, entry.case_id));
    for (const cases::Clock& clock : loaded->state.clocks) {
        if (clock.state != cases::ClockState::Running || clock.due < now) continue;
        TRY(tell_near(shop, hooks, {.case_id = entry.case_id, .clock = clock}, now,
                      looked.again_at));
    }
    return looked;
}

// Of several leads that have begun only the shortest is told.
Result<void> HookFinder::tell_near(const ShopId& shop, const Hooks& hooks, const Running& running,
                                   Instant now, Instant& again_at) {
    const Instant due = running.clock.due;
    for (const notify::RegisteredHook& hook : hooks) {
        const auto lead = begun_lead(hook, due, now, again_at);
        if (!lead) continue;
        TRY(tell(shop, hook,
                 {.topic = Topic::DeadlineNear,
                  .about = due - *lead,
                  .case_id = running.case_id,
                  .clock = running.clock.name,
                  .due = due,
                  .lead = *lead,
                  .mark = running.case_id.value() + '\n' + running.clock.name + '\n' +
                          std::to_string(due.time_since_epoch().count()) + '\n' +
                          std::to_string(lead->count())}));
    }
    return {};
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
                       .next_at = {},
                       .account = notify::account_of(hook)}));
    return {};
}

Result<std::string> HookFinder::body_of(const ShopId& shop, const std::string& id,
                                        const Told& told) {
    const auto entry = TRY(store_.find(shop, told.case_id));
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.field("id", id);
    out.field("event", to_text(told.topic));
    out.field("at", told.about);
    out.field("shop_id", shop.value());
    out.field("case_id", told.case_id.value());
    out.field("number", entry.number);
    out.field("kind", entry.row.kind);
    if (!told.clock.empty()) out.field("clock", told.clock);
    if (told.due) out.field("due_at", *told.due);
    if (told.lead > Duration{0}) out.field("lead", notify::format_lead(told.lead));
    out.field("link", api::case_link(options_.base_url, shop, told.case_id));
    out.end_object();
    return body;
}

}  // namespace pingli::server
