// One's deadlines for a calendar program: a secret link for each shop, made and revoked by its
// owner. Whoever has the link reads numbers and deadlines of cases, no names and no texts.

#include <memory>

#include "accounts/attempts.hpp"
#include "api/answers.hpp"
#include "api/deadlines.hpp"
#include "api/guard.hpp"
#include "api/once.hpp"
#include "api/routes.hpp"
#include "base/record_form.hpp"
#include "base/sha256.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

const std::string kFeedKind = "feed";       // digest of the secret: whose, of which shop
const std::string kFeedOfKind = "feed_of";  // person and shop: digest of the secret
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
};

std::string encode(const Feed& feed) {
    return RecordWriter{}
        .add("user", feed.user.value())
        .add("shop", feed.shop.value())
        .add("made_at", feed.made_at)
        .take();
}

Feed decode(std::string_view bytes) {
    const RecordReader reader{bytes};
    return {.user = UserId{reader.text("user")},
            .shop = ShopId{reader.text("shop")},
            .made_at = reader.instant("made_at").value_or(Instant{})};
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

// In the place of the one before. The feed and the way to end it are written together: none is left
// that nobody can end.
Result<std::string> make(const Services& services, const Member& member, const Feed& feed) {
    std::string secret = accounts::make_secret(services.random);
    const std::string digest = accounts::digest_of(secret);
    for (int i = 0; i < app::kWriteTriesMax; ++i) {
        TRY(forget(services, member));
        const auto done = services.store.write(
            {{.kind = kFeedOfKind,
              .record = {.key = owner_key(member), .bytes = digest},
              .when = app::Put::IfAbsent},
             {.kind = kFeedKind, .record = {.key = digest, .bytes = encode(feed)}}});
        if (done) return secret;
        if (done.error().code != ErrorCode::VersionConflict) return std::unexpected{done.error()};
    }
    return fail(ErrorCode::Unavailable, "a feed is changed by too many at once");
}

std::string feed_json(const Feed& feed, const std::string& url) {
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.field("made_at", feed.made_at);
    if (!url.empty()) out.field("url", url);
    out.end_object();
    return body;
}

http::Response add_feed(const Services& services, http::Request&, const Member& member) {
    if (!member.visitor.has_session) return forbidden();  // a token makes no tokens
    if (!has_deadlines(member.membership)) return forbidden();
    const Feed feed{.user = member.visitor.user(), .shop = member.shop, .made_at = services.now()};
    const auto secret = make(services, member, feed);
    if (!secret) return from_error(secret.error());
    return json(201, feed_json(feed, services.base_url + "/api/v1/feeds/" + *secret +
                                         std::string{kSuffix}));
}

http::Response own_feed(const Member& member, const std::string& feed) {
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.key("feed");
    out.raw(feed);
    out.key("may_make");
    out.boolean(member.visitor.has_session && has_deadlines(member.membership));
    out.end_object();
    return json(200, std::move(body));
}

http::Response show_feed(const Services& services, http::Request&, const Member& member) {
    const Instant now = services.now();
    const auto digest = services.store.get(kFeedOfKind, owner_key(member), now);
    if (!digest && digest.error().code == ErrorCode::NotFound) return own_feed(member, "null");
    if (!digest) return from_error(digest.error());
    const auto feed = services.store.get(kFeedKind, digest->bytes, now);
    return feed ? own_feed(member, feed_json(decode(feed->bytes), {})) : from_error(feed.error());
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
    response.fields.push_back({.name = "Cache-Control", .value = "private, no-cache"});
    return response;
}

// Only wrong ones are slowed: behind one address stand calendars that know their secret.
http::Response unknown_feed(Limits& limits, const http::Request& request, Instant now) {
    if (const auto free_at = limits.wrong.blocked_until(request.address, now))
        return too_many(*free_at, now);
    limits.wrong.count(request.address, now);
    return not_found();
}

http::Response calendar(const Services& services, Limits& limits, const http::Request& request) {
    const Instant now = services.now();
    std::string_view secret = http::path_value(request, "feed");
    if (!secret.ends_with(kSuffix)) return unknown_feed(limits, request, now);
    secret.remove_suffix(kSuffix.size());
    if (!accounts::is_secret(secret)) return unknown_feed(limits, request, now);
    const std::string digest = accounts::digest_of(secret);
    const auto record = services.store.get(kFeedKind, digest, now);
    if (!record && record.error().code == ErrorCode::NotFound)
        return unknown_feed(limits, request, now);
    if (!record) return from_error(record.error());
    if (const auto free_at = limits.fetches.blocked_until(digest, now))
        return too_many(*free_at, now);
    limits.fetches.count(digest, now);
    auto text = calendar_of(services, decode(record->bytes), now);
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
