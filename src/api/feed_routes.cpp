// One's deadlines for a calendar program: an address for each shop with a user name and a secret,
// made and revoked by whose it is. Whoever has them reads numbers and deadlines of cases, no names
// and no texts. The address tells nothing: the secret comes by HTTP's Basic log-in. A secret in the
// address is for calendars that can send none, and only where the operator allows it.

#include <memory>

#include "accounts/attempts.hpp"
#include "api/answers.hpp"
#include "api/basic_log_in.hpp"
#include "api/deadlines.hpp"
#include "api/guard.hpp"
#include "api/once.hpp"
#include "api/routes.hpp"
#include "base/record_form.hpp"
#include "base/sha256.hpp"
#include "codec/json_body.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

// By its id, or by the digest of the secret that its address holds: whose, of which shop.
const std::string kFeedKind = "feed";
const std::string kFeedOfKind = "feed_of";  // person and shop: the key of the feed
constexpr std::string_view kSuffix = ".ics";

// Secrets that are none, by address; and how often one feed is fetched.
constexpr accounts::AttemptLimit kWrongLimit{.attempts_max = 20};
constexpr accounts::AttemptLimit kFetchLimit{.attempts_max = 60};

struct Limits {
    accounts::Attempts wrong{kWrongLimit};
    accounts::Attempts fetches{kFetchLimit};
};

struct Feed {
    UserId user;
    ShopId shop;
    Instant made_at;
    std::string digest{};  // of the secret; empty: the address holds it
    [[nodiscard]] bool has_secret_in_address() const { return digest.empty(); }
};

std::string encode(const Feed& feed) {
    return RecordWriter{}
        .add("user", feed.user.value())
        .add("shop", feed.shop.value())
        .add("made_at", feed.made_at)
        .add("digest", feed.digest)
        .take();
}

Feed decode(std::string_view bytes) {
    const RecordReader reader{bytes};
    return {.user = UserId{reader.text("user")},
            .shop = ShopId{reader.text("shop")},
            .made_at = reader.instant("made_at").value_or(Instant{}),
            .digest = reader.text("digest")};
}

std::string owner_key(const Member& member) {
    return member.visitor.user().value() + '/' + member.shop.value();
}

// Whether there was one. It leads nowhere from now on.
Result<bool> forget(const Services& services, const Member& member) {
    for (int i = 0; i < app::kWriteTriesMax; ++i) {
        const auto before = services.store.get(kFeedOfKind, owner_key(member), services.now());
        if (!before && before.error().code == ErrorCode::NotFound) return false;
        if (!before) return std::unexpected{before.error()};
        const auto done = services.store.write(
            {{.kind = kFeedKind, .record = {.key = before->bytes}, .removes = true},
             {.kind = kFeedOfKind,
              .record = {.key = owner_key(member)},
              .when = app::Put::IfUnchanged,
              .before = before->bytes,
              .removes = true}});
        if (done) return true;
        if (done.error().code != ErrorCode::VersionConflict) return std::unexpected{done.error()};
    }
    return fail(ErrorCode::Unavailable, "a feed is changed by too many at once");
}

struct Made {
    std::string key;  // under which it is kept
    std::string secret;
};

// In the place of the one before. The feed and the way to end it are written together: none is left
// that nobody can end.
Result<Made> make(const Services& services, const Member& member, Feed feed, bool is_in_address) {
    Made made{.key = {}, .secret = accounts::make_secret(services.random)};
    const std::string digest = accounts::digest_of(made.secret);
    made.key = is_in_address
                   ? digest
                   : accounts::make_secret(services.random).substr(0, accounts::kPublicIdChars);
    if (!is_in_address) feed.digest = digest;
    for (int i = 0; i < app::kWriteTriesMax; ++i) {
        TRY(forget(services, member));
        const auto done =
            services.store.write({{.kind = kFeedOfKind,
                                   .record = {.key = owner_key(member), .bytes = made.key},
                                   .when = app::Put::IfAbsent},
                                  {.kind = kFeedKind,
                                   .record = {.key = made.key, .bytes = encode(feed)},
                                   .when = app::Put::IfAbsent}});
        if (done) return made;
        if (done.error().code != ErrorCode::VersionConflict) return std::unexpected{done.error()};
    }
    return fail(ErrorCode::Unavailable, "a feed is changed by too many at once");
}

std::string address_of(const Services& services, const std::string& name) {
    return services.base_url + "/api/v1/feeds/" + name + std::string{kSuffix};
}

// `made`: the secret is told this once.
std::string feed_json(const Services& services, const Feed& feed, const Made& made) {
    const bool is_in_address = feed.has_secret_in_address();
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.field("made_at", feed.made_at);
    out.key("secret_in_address");
    out.boolean(is_in_address);
    // One whose secret the server no longer takes there.
    out.key("is_ended");
    out.boolean(is_in_address && !services.feeds_with_secret_in_address);
    if (!is_in_address) {
        out.field("url", address_of(services, made.key));
        out.field("user", made.key);  // programs keep one password for a name at a server
        if (!made.secret.empty()) out.field("secret", made.secret);
    } else if (!made.secret.empty()) {
        out.field("url", address_of(services, made.secret));
    }
    out.end_object();
    return body;
}

http::Response add_feed(const Services& services, http::Request& request, const Member& member) {
    if (!member.visitor.has_session) return forbidden();  // a token makes no tokens
    if (!has_deadlines(member.membership)) return forbidden();
    auto body = codec::JsonBody::parse(request.body.empty() ? "{}" : request.body);
    if (!body) return from_fault(body.error());
    const bool is_in_address = body->boolean("secret_in_address").value_or(false);
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (is_in_address && !services.feeds_with_secret_in_address)
        return conflict(say("conflict.no_addresses"));
    Feed feed{.user = member.visitor.user(), .shop = member.shop, .made_at = services.now()};
    const auto made = make(services, member, feed, is_in_address);
    if (!made) return from_error(made.error());
    if (!is_in_address) feed.digest = accounts::digest_of(made->secret);
    return json(201, feed_json(services, feed, *made));
}

http::Response own_feed(const Services& services, const Member& member, const std::string& feed) {
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.key("feed");
    out.raw(feed);
    out.key("may_make");
    out.boolean(member.visitor.has_session && has_deadlines(member.membership));
    out.key("may_hold_secret");
    out.boolean(services.feeds_with_secret_in_address);
    out.end_object();
    return json(200, std::move(body));
}

http::Response show_feed(const Services& services, http::Request&, const Member& member) {
    const Instant now = services.now();
    const auto key = services.store.get(kFeedOfKind, owner_key(member), now);
    if (!key && key.error().code == ErrorCode::NotFound) return own_feed(services, member, "null");
    if (!key) return from_error(key.error());
    const auto feed = services.store.get(kFeedKind, key->bytes, now);
    if (!feed) return from_error(feed.error());
    return own_feed(services, member,
                    feed_json(services, decode(feed->bytes), {.key = key->bytes, .secret = {}}));
}

http::Response revoke_feed(const Services& services, http::Request&, const Member& member) {
    const auto done = forget(services, member);
    if (!done) return from_error(done.error());
    return *done ? http::no_content() : not_found();
}

// --- the calendar ---

http::Response too_many(Instant free_at, Instant now) {
    return from_denial(
        {.why = accounts::Denial::TooMany, .retry_at = free_at, .password = std::nullopt}, now);
}

// Of the account and its place as they are now: who has left has no feed.
Result<std::string> calendar_of(const Services& services, const Feed& feed, Instant now) {
    const auto account = TRY(services.accounts.account(feed.user, now));
    const auto* membership = accounts::find_active(account.memberships, feed.shop);
    if (account.is_disabled || membership == nullptr) return fail(ErrorCode::NotFound, "feed");
    const auto shop = TRY(services.shops.find(feed.shop, now));
    const auto entries = TRY(deadlines_of(services, feed.user, *membership, now));
    // Stamped with the latest change and not with this moment, so that what has not changed is the
    // same, byte for byte.
    Instant changed = feed.made_at;
    for (const notify::CalendarEntry& entry : entries)
        changed = std::max(changed, entry.changed_at);
    return notify::write_calendar("评理 " + shop.name, entries, changed);
}

http::Response calendar_answer(const http::Request& request, std::string text) {
    std::string tag = '"' + sha256_hex(text).substr(0, 32) + '"';
    const auto known = http::find(request.fields, "If-None-Match").value_or("");
    const bool is_same = known == "*" || known.contains(tag);
    auto response = is_same ? http::Response{.status = 304, .fields = {}, .body = {}}
                            : http::answer(200, notify::kCalendarMediaType, std::move(text));
    response.fields.push_back({.name = "ETag", .value = std::move(tag)});
    return response;
}

// Only wrong ones are slowed: behind one address stand calendars that know their secret.
http::Response wrong(Limits& limits, const http::Request& request, Instant now,
                     http::Response refusal) {
    if (const auto free_at = limits.wrong.blocked_until(request.address, now))
        return too_many(*free_at, now);
    limits.wrong.count(request.address, now);
    return refusal;
}

struct Found {
    std::string key;
    Feed feed;
};

// NotFound: there is none of that key, or not of this kind.
Result<Found> find_feed(const Services& services, std::string key, bool is_in_address,
                        Instant now) {
    const auto record = TRY(services.store.get(kFeedKind, key, now));
    Feed feed = decode(record.bytes);
    if (feed.has_secret_in_address() != is_in_address) return fail(ErrorCode::NotFound, "feed");
    return Found{.key = std::move(key), .feed = std::move(feed)};
}

using Entered = std::expected<Found, http::Response>;

// By what the address holds, where the operator allows it.
Entered by_address(const Services& services, Limits& limits, const http::Request& request,
                   std::string_view secret, Instant now) {
    if (!services.feeds_with_secret_in_address) return std::unexpected{not_found()};
    auto found = find_feed(services, accounts::digest_of(secret), true, now);
    if (found) return *std::move(found);
    if (found.error().code != ErrorCode::NotFound)
        return std::unexpected{from_error(found.error())};
    return std::unexpected{wrong(limits, request, now, not_found())};
}

// By name and secret. Whether there is a feed at the address is not said to who has none.
Entered by_log_in(const Services& services, Limits& limits, const http::Request& request,
                  std::string_view id, Instant now) {
    // A calendar asks without, to learn what to send.
    if (!http::find(request.fields, "Authorization"))
        return std::unexpected{ask_for_basic_log_in()};
    const auto shown = basic_log_in(request);
    const bool may_be_one = shown && shown->name == id && accounts::is_secret(shown->password);
    if (may_be_one) {
        auto found = find_feed(services, std::string{id}, false, now);
        if (!found && found.error().code != ErrorCode::NotFound)
            return std::unexpected{from_error(found.error())};
        if (found && accounts::equal_in_constant_time(found->feed.digest,
                                                      accounts::digest_of(shown->password)))
            return *std::move(found);
    }
    return std::unexpected{wrong(limits, request, now, ask_for_basic_log_in())};
}

http::Response calendar(const Services& services, Limits& limits, const http::Request& request) {
    const Instant now = services.now();
    std::string_view name = http::path_value(request, "feed");
    if (!name.ends_with(kSuffix)) return wrong(limits, request, now, not_found());
    name.remove_suffix(kSuffix.size());
    const auto entered = accounts::is_secret(name)
                             ? by_address(services, limits, request, name, now)
                             : by_log_in(services, limits, request, name, now);
    if (!entered) return entered.error();
    if (const auto free_at = limits.fetches.blocked_until(entered->key, now))
        return too_many(*free_at, now);
    limits.fetches.count(entered->key, now);
    auto text = calendar_of(services, entered->feed, now);
    return text ? calendar_answer(request, std::move(*text)) : from_error(text.error());
}

}  // namespace

void add_feed_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string mine = "/api/v1/shops/{shop}/feed";
    router.add(Method::Post, mine,
               for_members(services, std::nullopt, once(MemberRoute{add_feed})));
    router.add(Method::Get, mine, for_members(services, std::nullopt, show_feed));
    router.add(Method::Delete, mine, for_members(services, std::nullopt, revoke_feed));
    router.add(Method::Get, "/api/v1/feeds/{feed}",
               [&services, limits = std::make_shared<Limits>()](http::Request& request) {
                   return calendar(services, *limits, request);
               });
}

}  // namespace pingli::api
