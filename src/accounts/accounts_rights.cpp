// Places in shops, the operator's right, and what the holder of an account is told of it.

#include <algorithm>
#include <optional>
#include <utility>

#include "accounts/accounts.hpp"
#include "accounts/counted_list.hpp"
#include "accounts/kinds.hpp"
#include "accounts/room.hpp"

namespace pingli::accounts {

namespace {

using What = Notice::What;

constexpr std::size_t kChanceChars = 8;
constexpr std::int64_t kLastSecond = 999'999'999'999;

// The latest first, in the order of keys.
std::string notice_key(const UserId& user, Instant at, std::string_view chance) {
    const std::string digits =
        std::to_string(kLastSecond - std::max<std::int64_t>(0, at.time_since_epoch().count()));
    return user.value() + '/' + std::string(12 - std::min<std::size_t>(12, digits.size()), '0') +
           digits + '/' + std::string{chance};
}

bool has_place(const Account& account) {
    return !account.is_disabled &&
           std::ranges::any_of(account.memberships,
                               [](const Membership& one) { return !one.is_disabled; });
}

// What its holder is told of it; who changes their own place knows it.
std::vector<What> told_of(const PlaceChange& change, bool is_own) {
    if (is_own) return {};
    if (change.leaves) return {What::Removed};
    std::vector<What> out;
    if (change.roles) out.push_back(What::RolesChanged);
    if (change.is_disabled) out.push_back(*change.is_disabled ? What::ShutOut : What::LetIn);
    return out;
}

// Why it cannot be, as far as the account alone tells.
std::optional<PlaceFault> refusal_of(const Account& account, const ShopId& shop,
                                     const PlaceChange& change) {
    if (find(account.memberships, shop) == nullptr) return PlaceFault::NotThere;
    if (account.is_disabled && change.is_disabled == false) return PlaceFault::ByOperator;
    return std::nullopt;
}

void apply(Account& account, const ShopId& shop, const PlaceChange& change) {
    const auto place = std::ranges::find(account.memberships, shop, &Membership::shop);
    if (change.roles) place->roles = *change.roles;
    place->is_disabled = change.is_disabled.value_or(place->is_disabled);
    if (change.leaves) account.memberships.erase(place);
}

// What rested on the right that it had before: links, and with the last place all sessions.
void end_what_rested_on_it(Account& account, const Account& before, const PlaceChange& change) {
    // A link that invites somebody stays good when only the roles of the invitation change.
    const bool is_invited = account.password_hash.empty();
    if (!is_invited || change.leaves || change.is_disabled) ++account.places;
    if (has_place(before) && !has_place(account)) ++account.epoch;
}

}  // namespace

Result<Write> Accounts::roster_write(const ShopId& shop, Instant now) {
    return turn_write(storage_, kRosterKind, shop.value(), now);
}

Result<bool> Accounts::has_other_owner(const ShopId& shop, const UserId& than) {
    const auto everybody = TRY(all());
    return std::ranges::any_of(everybody, [&](const Account& account) {
        return account.id != than && owns(account, shop);
    });
}

std::expected<Account, PlaceFault> Accounts::change_place(const UserId& user, const ShopId& shop,
                                                          const PlaceChange& change, const By& by,
                                                          Instant now) {
    PlaceFault fault = PlaceFault::Unavailable;
    const auto refuse = [&](PlaceFault why) {
        fault = why;
        return fail(ErrorCode::Invalid, "a place cannot be changed so");
    };
    const auto done = update(user, now, [&](Account& account) -> Result<std::vector<Write>> {
        if (const auto why = refusal_of(account, shop, change)) return refuse(*why);
        // The roster is read before the owners are counted and written with what follows from them.
        std::vector<Write> writes{TRY(roster_write(shop, now))};
        const Account before = account;
        apply(account, shop, change);
        if (account == before) return std::vector<Write>{};
        if (has_outgrown(before, account)) return refuse(PlaceFault::NoRoom);
        const bool leaves_owners = owns(before, shop) && !owns(account, shop);
        if (leaves_owners && !TRY(has_other_owner(shop, user)))
            return refuse(PlaceFault::LastOwner);
        end_what_rested_on_it(account, before, change);
        for (const What what : told_of(change, by.user == user))
            writes.push_back(notice_write(user, what, by, now));
        return writes;
    });
    if (!done && done.error().code == ErrorCode::NotFound) fault = PlaceFault::NotThere;
    if (!done) return std::unexpected{fault};
    const bool has_ended = find_active(done->memberships, shop) == nullptr;
    if (has_ended && !clear_ended(*done, now)) return std::unexpected{PlaceFault::Unavailable};
    return *done;
}

Result<Account> Accounts::join(const UserId& user, const Membership& place, Instant now) {
    return update(user, now, [&](Account& account) -> Result<std::vector<Write>> {
        if (find(account.memberships, place.shop) != nullptr) return std::vector<Write>{};
        if (!has_room_for(account, place))
            return fail(ErrorCode::TooLarge, "an account has so many places at most");
        account.memberships.push_back(place);
        ++account.places;
        return std::vector<Write>{};
    });
}

// It may leave a shop without an owner who can come in: the operator has the last word.
Result<void> Accounts::set_disabled(const UserId& user, bool is_disabled, Instant now) {
    const auto after = update(user, now, [&](Account& account) -> Result<std::vector<Write>> {
        if (account.is_disabled == is_disabled) return std::vector<Write>{};
        std::vector<Write> writes;
        for (const Membership& place : account.memberships)
            if (is_owner(place)) writes.push_back(TRY(roster_write(place.shop, now)));
        account.is_disabled = is_disabled;
        if (is_disabled) {
            end_epoch(account, now);
        }
        writes.push_back(
            notice_write(user, is_disabled ? What::AccountShut : What::AccountOpened, {}, now));
        return writes;
    });
    if (!after) return std::unexpected{after.error()};
    return clear_ended(*after, now);
}

Result<void> Accounts::set_operator(const UserId& user, bool is_operator, Instant now) {
    TRY(update(user, now, [&](Account& account) -> Result<std::vector<Write>> {
        if (account.is_operator == is_operator) return std::vector<Write>{};
        account.is_operator = is_operator;
        ++account.places;
        return std::vector{
            notice_write(user, is_operator ? What::OperatorMade : What::OperatorEnded, {}, now)};
    }));
    return {};
}

Write Accounts::notice_write(const UserId& user, What what, const By& by, Instant now) {
    return {
        .kind = kNoticeKind,
        .item = {.key = notice_key(user, now, make_secret(random_).substr(0, kChanceChars)),
                 .bytes = encode(Notice{.what = what, .at = now, .by = by.user, .shop = by.shop}),
                 .expires_at = now + kNoticesKeptFor}};
}

// One for each day at most, the latest.
Write Accounts::daily_notice_write(const UserId& user, What what, Instant now) {
    const Instant day = std::chrono::floor<std::chrono::days>(now);
    return {.kind = kNoticeKind,
            .item = {.key = notice_key(user, day, to_text(what)),
                     .bytes = encode(Notice{.what = what, .at = now, .by = user, .shop = {}}),
                     .expires_at = now + kNoticesKeptFor}};
}

Result<void> Accounts::tell(const UserId& user, What what, const By& by, Instant now) {
    return storage_.write({notice_write(user, what, by, now)});
}

Result<std::vector<Notice>> Accounts::notices(const UserId& user, Instant now) {
    std::vector<Notice> out;
    for (const Item& item : TRY(storage_.list(kNoticeKind, user.value() + '/'))) {
        if (out.size() == kNoticesShownMax) break;
        if (item.expires_at && *item.expires_at <= now) continue;
        if (const auto notice = decode_notice(item.bytes)) out.push_back(*notice);
    }
    return out;
}

Result<void> Accounts::forget_notices(const UserId& user) {
    for (const Item& item : TRY(storage_.list(kNoticeKind, user.value() + '/')))
        TRY(storage_.remove(kNoticeKind, item.key));
    return {};
}

}  // namespace pingli::accounts
