// Web-hooks of a shop: its owner names a URL that is told of deadlines and rulings, turns it off
// and on, and sees what became of the last deliveries.

#include <algorithm>

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/hook_json.hpp"
#include "api/once.hpp"
#include "api/routes.hpp"
#include "codec/json_body.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

using accounts::Permission;
using notify::RegisteredHook;
using notify::Topic;

constexpr std::size_t kDeliveriesShown = 50;
constexpr std::size_t kLeadsMax = 5;
constexpr std::string_view kSecretPrefix = "pingli_hook_";

template <class T>
using Parsed = std::expected<T, Problem>;
using Texts = std::optional<std::vector<std::string>>;

bool is_allowed(const Services& services, const std::string& url) {
    if (services.hook_reach == notify::Reach::Anywhere)
        return notify::is_hook_url(url, notify::Reach::Anywhere);
    return notify::is_hook_url(url) && !notify::leads_inside(url);
}

Parsed<std::vector<Topic>> parse_topics(const Texts& names) {
    if (!names) return std::vector{Topic::DeadlineNear, Topic::DeadlineMissed};
    std::vector<Topic> topics;
    bool is_well = !names->empty();
    for (const std::string& name : *names) {
        const auto topic = notify::parse_topic(name);
        is_well = is_well && topic && *topic != Topic::Test;
        if (is_well && std::ranges::find(topics, *topic) == topics.end()) topics.push_back(*topic);
    }
    if (is_well) return topics;
    return std::unexpected(Problem{.field = "events", .expected = say("hook.events")});
}

Parsed<std::vector<Duration>> parse_leads(const Texts& texts) {
    using namespace std::chrono_literals;
    if (!texts) return std::vector<Duration>{24h, 2h};
    std::vector<Duration> leads;
    bool is_well = !texts->empty() && texts->size() <= kLeadsMax;
    for (const std::string& text : *texts) {
        const auto lead = notify::parse_lead(text);
        is_well = is_well && lead;
        if (is_well && std::ranges::find(leads, *lead) == leads.end()) leads.push_back(*lead);
    }
    std::ranges::sort(leads, std::greater{});
    if (is_well) return leads;
    return std::unexpected(Problem{.field = "leads", .expected = say("hook.before")});
}

// What happened before a shop has a hook that is on is told to nobody.
Result<void> begin_here(const Services& services, const ShopId& shop) {
    const auto hooks = TRY(services.hooks.of_shop(shop));
    if (std::ranges::any_of(hooks, &RegisteredHook::is_on)) return {};
    std::int64_t position = 0;
    for (const app::Head& head : TRY(services.store.heads()))
        if (head.shop == shop) position = head.position;
    return services.hooks.set_told_up_to(shop, position);
}

std::string hook_path(const RegisteredHook& hook) {
    return "/api/v1/shops/" + hook.shop.value() + "/web-hooks/" + hook.id;
}

http::Response add_hook(const Services& services, http::Request& request, const Member& member) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string url = body->needed_text("url");
    const auto topics = parse_topics(body->texts("events"));
    const auto leads = parse_leads(body->texts("leads"));
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (!topics) return from_fault(topics.error());
    if (!leads) return from_fault(leads.error());
    if (!is_allowed(services, url))
        return from_fault({.field = "url", .expected = say("hook.url")});
    const Instant now = services.now();
    const RegisteredHook hook{
        .id = services.new_id(),
        .shop = member.shop,
        .url = url,
        .secret = std::string{kSecretPrefix} + accounts::make_secret(services.random),
        .topics = *topics,
        .leads = *leads,
        .created_at = now,
        .on_since = now,
        .off_because = {},
        .made_by = member.visitor.user()};
    if (const auto done = begin_here(services, member.shop); !done) return from_error(done.error());
    auto place = services.hooks.add(hook);
    // An earlier try of the same request, whose secret nobody was told.
    if (!place && place.error().code == ErrorCode::VersionConflict) {
        const auto replaced =
            services.hooks.change(hook.shop, hook.id, [&](RegisteredHook& one) { one = hook; });
        if (replaced) place = notify::HookPlace::Given;
    }
    if (!place) return from_error(place.error());
    if (*place == notify::HookPlace::NoneInShop) return conflict(say("hook.enough_of_shop"));
    if (*place == notify::HookPlace::NoneOfPerson) return conflict(say("hook.enough_of_yours"));
    request.asker.detail = hook.id;
    auto response = json(201, hook_json(hook, hook.secret));
    response.fields.push_back({.name = "Location", .value = hook_path(hook)});
    return response;
}

http::Response list_hooks(const Services& services, http::Request&, const Member& member) {
    const auto hooks = services.hooks.of_shop(member.shop);
    return hooks ? json(200, hooks_json(*hooks)) : from_error(hooks.error());
}

std::string id_in(const http::Request& request) {
    return std::string{http::path_value(request, "hook")};
}

http::Response show_hook(const Services& services, http::Request& request, const Member& member) {
    const auto hook = services.hooks.find(member.shop, id_in(request));
    return hook ? json(200, hook_json(*hook, {})) : from_error(hook.error());
}

http::Response change_hook(const Services& services, http::Request& request, const Member& member) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const auto is_off = body->boolean("is_off");
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (!is_off) return from_fault({.field = "is_off", .expected = say("field.truth")});
    if (!*is_off) {
        if (const auto done = begin_here(services, member.shop); !done)
            return from_error(done.error());
    }
    const auto hook = services.hooks.change(member.shop, id_in(request), [&](RegisteredHook& one) {
        if (one.is_on() != *is_off) return;
        one.off_because = *is_off ? "by_owner" : "";
        if (*is_off) return;
        one.on_since = services.now();
        one.made_by = member.visitor.user();  // who turns it on speaks for it from now on
    });
    return hook ? json(200, hook_json(*hook, {})) : from_error(hook.error());
}

http::Response remove_hook(const Services& services, http::Request& request, const Member& member) {
    const auto was_there = services.hooks.remove(member.shop, id_in(request));
    if (!was_there) return from_error(was_there.error());
    return *was_there ? http::no_content() : not_found();
}

http::Response send_test(const Services& services, http::Request& request, const Member& member) {
    const auto hook = services.hooks.find(member.shop, id_in(request));
    if (!hook) return from_error(hook.error());
    const Instant now = services.now();
    notify::Delivery delivery{.id = notify::delivery_id(hook->id, Topic::Test, services.new_id()),
                              .hook = hook->id,
                              .shop = member.shop,
                              .topic = Topic::Test,
                              .about = now,
                              .body = {},
                              .made_at = now,
                              .state = notify::DeliveryState::Waiting,
                              .attempts = 0,
                              .status = 0,
                              .last_at = {},
                              .next_at = {},
                              .account = notify::account_of(*hook)};
    codec::JsonWriter out{delivery.body};
    out.begin_object();
    out.field("id", delivery.id);
    out.field("event", to_text(Topic::Test));
    out.field("at", now);
    out.field("shop_id", member.shop.value());
    out.end_object();
    const auto done = services.hooks.enqueue(delivery);
    return done ? json(202, delivery_json(delivery)) : from_error(done.error());
}

http::Response list_deliveries(const Services& services, http::Request& request,
                               const Member& member) {
    const auto hook = services.hooks.find(member.shop, id_in(request));
    if (!hook) return from_error(hook.error());
    const auto deliveries = services.hooks.deliveries(hook->id, kDeliveriesShown);
    return deliveries ? json(200, deliveries_json(*deliveries)) : from_error(deliveries.error());
}

}  // namespace

void add_hook_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string all = "/api/v1/shops/{shop}/web-hooks";
    const std::string one = all + "/{hook}";
    const auto add = [&](Method method, const std::string& path, MemberRoute route) {
        router.add(method, path, for_members(services, Permission::ManageHooks, std::move(route)));
    };
    add(Method::Get, all, list_hooks);
    add(Method::Post, all, once(MemberRoute{add_hook}));
    add(Method::Get, one, show_hook);
    add(Method::Patch, one, change_hook);
    add(Method::Delete, one, remove_hook);
    add(Method::Post, one + "/tests", once(MemberRoute{send_test}));
    add(Method::Get, one + "/deliveries", list_deliveries);
}

}  // namespace pingli::api
