// One-time links: for whom they were made and by whom, and what comes of their use.

#include <algorithm>
#include <utility>

#include "accounts/accounts.hpp"
#include "accounts/kinds.hpp"
#include "accounts/room.hpp"
#include "base/record_form.hpp"

namespace pingli::accounts {

// Of the account as it was when the right over it was asked. Older ones hold the user alone.
struct Accounts::HeldLink {
    std::string key;
    UserId user;
    UserId maker;  // the link is as good as their right is
    std::int64_t epoch = 0;
    std::int64_t places = 0;
    [[nodiscard]] bool is_good_for(const Account& account) const {
        return !account.is_disabled && account.epoch == epoch && account.places == places;
    }
    static std::string encode(const HeldLink& link);
    static HeldLink decode(std::string key, const std::string& bytes);
};

namespace {

std::unexpected<Denied> deny(Denial why) {
    return std::unexpected{Denied{.why = why, .retry_at = {}, .password = {}}};
}

std::unexpected<Denied> deny(const Error& error) {
    if (error.code == ErrorCode::TooLarge) return deny(Denial::TooManyShops);
    return deny(error.code == ErrorCode::NotFound ? Denial::Expired : Denial::Unavailable);
}

// Beside the roles that it has there; who is shut out of the shop stays so.
void add_place(Account& account, const Membership& place) {
    const auto there = std::ranges::find(account.memberships, place.shop, &Membership::shop);
    if (there == account.memberships.end()) {
        account.memberships.push_back(place);
        return;
    }
    for (const Role role : place.roles)
        if (std::ranges::find(there->roles, role) == there->roles.end())
            there->roles.push_back(role);
}

}  // namespace

std::string Accounts::HeldLink::encode(const HeldLink& link) {
    return RecordWriter{}
        .add("user", link.user.value())
        .add("maker", link.maker.value())
        .add("epoch", std::to_string(link.epoch))
        .add("places", std::to_string(link.places))
        .take();
}

Accounts::HeldLink Accounts::HeldLink::decode(std::string key, const std::string& bytes) {
    const RecordReader record{bytes};
    const std::string user = record.text("user");
    return {.key = std::move(key),
            .user = UserId{user.empty() ? bytes : user},
            .maker = UserId{record.text("maker")},
            .epoch = record.whole("epoch").value_or(0),
            .places = record.whole("places").value_or(0)};
}

Result<std::string> Accounts::make_link(const Account& seen, Instant now,
                                        const std::optional<By>& by) {
    std::string secret = make_secret(random_);
    const HeldLink link{.key = digest_of(secret),
                        .user = seen.id,
                        .maker = by ? by->user : UserId{},
                        .epoch = seen.epoch,
                        .places = seen.places};
    std::vector<Write> writes{{.kind = kLinkKind,
                               .item = {.key = link.key,
                                        .bytes = HeldLink::encode(link),
                                        .expires_at = now + rules_.link_for},
                               .when = Put::IfAbsent}};
    // Who has never come in has nobody to be told of it.
    if (by && !seen.password_hash.empty())
        writes.push_back(notice_write(seen.id, Notice::What::LinkMade, *by, now));
    TRY(storage_.write(writes));
    return secret;
}

// Without a maker it was the operator, at the terminal.
Result<bool> Accounts::may_still_manage(const UserId& maker, const Account& whom, Instant now) {
    if (maker.value().empty()) return true;
    const auto by = account(maker, now);
    if (!by && by.error().code == ErrorCode::NotFound) return false;
    if (!by) return std::unexpected{by.error()};
    return !by->is_disabled && may_manage_all_of(*by, whom);
}

// What is written with the use of a link, so that its maker's right, if it hangs on one, is not
// taken in the same moment: that changes the roster of a shop. NotFound: the link is over.
Result<std::vector<Write>> Accounts::use_up(const HeldLink& link, const Account& account,
                                            Instant now) {
    if (!link.is_good_for(account)) return fail(ErrorCode::NotFound, "the link is over");
    std::vector<Write> writes{{.kind = kLinkKind, .item = {.key = link.key}, .removes = true}};
    if (!link.maker.value().empty())
        for (const Membership& place : account.memberships)
            writes.push_back(TRY(roster_write(place.shop, now)));
    if (!TRY(may_still_manage(link.maker, account, now)))
        return fail(ErrorCode::NotFound, "who made the link has no right to it any more");
    return writes;
}

Allowed<LoggedIn> Accounts::use_link(std::string_view secret, std::string_view password,
                                     std::string_view code, Instant now) {
    if (!is_secret(secret)) return deny(Denial::Expired);
    const std::string key = digest_of(secret);
    const auto item = storage_.get(kLinkKind, key, now);
    if (!item) return deny(item.error());
    const HeldLink link = HeldLink::decode(key, item->bytes);
    const auto holder = account(link.user, now);
    if (!holder) return deny(holder.error());
    if (const auto good = use_up(link, *holder, now); !good) return deny(good.error());
    // A bad password uses up neither the link nor the log-in.
    const auto before = storage_.get(kLoginKind, holder->login, now);
    if (!before && before.error().code != ErrorCode::NotFound) return deny(Denial::Unavailable);
    if (before && before->bytes != link.user.value()) {
        auto joined = take_up(*holder, UserId{before->bytes}, link,
                              {.password = password, .code = code}, now);
        if (!joined) return std::unexpected{joined.error()};
        return begin_session(*std::move(joined), now);
    }
    auto done = set_by_link(*holder, link, {.password = password, .code = code}, !before, now);
    if (!done) return std::unexpected{done.error()};
    return begin_session(*std::move(done), now);
}

// `is_first`: the log-in becomes theirs with it.
Allowed<Accounts::Proven> Accounts::set_by_link(const Account& holder, const HeldLink& link,
                                                const Proof& proof, bool is_first, Instant now) {
    if (const auto fault = fault_of(proof.password, holder)) {
        return std::unexpected{
            Denied{.why = Denial::BadPassword, .retry_at = {}, .password = fault}};
    }
    const auto shown = check_code_counted(holder.id, proof.code.value_or(""), now);
    if (!shown) return std::unexpected{shown.error()};
    const bool used_recovery = *shown == CodeKind::Recovery;
    auto hashed = hash(proof.password);
    if (!hashed) return in_vain(std::unexpected{hashed.error()}, holder.id, used_recovery);
    // Used up and used in one write: of many who come with it one gets in, and a log-in that
    // somebody took in this very moment is theirs.
    auto done = update(link.user, now, [&](Account& account) -> Result<std::vector<Write>> {
        if (account.ways_in != holder.ways_in) return fail(ErrorCode::NotFound, "another epoch");
        std::vector<Write> writes = TRY(use_up(link, account, now));
        if (is_first) writes.push_back(login_write(account));
        if (!account.password_hash.empty())
            writes.push_back(notice_write(account.id, Notice::What::LinkUsed, {}, now));
        begin_epoch(account, *hashed, now);
        return writes;
    });
    if (!done) return in_vain(deny(done.error()), holder.id, used_recovery);
    if (!clear_ended(*done, now) || !forget_devices(link.user))
        return in_vain(deny(Denial::Unavailable), holder.id, used_recovery);
    return Proven{.account = *std::move(done),
                  .has_shown_second = *shown != CodeKind::None,
                  .used_recovery = used_recovery};
}

// Who proves to hold the log-in takes up the invitation; the account made for it is not needed.
Allowed<Accounts::Proven> Accounts::take_up(const Account& invited, const UserId& known,
                                            const HeldLink& link, const Proof& proof, Instant now) {
    // Apart from what the holder does: whoever has a link may be a stranger.
    const auto permit = throttle_.admit_holder("join " + known.value(), now);
    auto holder = check_counted(proof, account(known, now), permit, now);
    if (!holder) return holder;
    const std::string seen = encode(invited);
    // The invitation as it was seen, once: another use of the link, or a change of it, comes first.
    auto done = update(known, now, [&](Account& account) -> Result<std::vector<Write>> {
        if (account.epoch != holder->account.epoch || account.ways_in != holder->account.ways_in)
            return fail(ErrorCode::NotFound, "another epoch");
        const Item now_there = TRY(storage_.get(kAccountKind, invited.id.value(), now));
        if (now_there.bytes != seen) return fail(ErrorCode::NotFound, "the link is over");
        std::vector<Write> writes = TRY(use_up(link, invited, now));
        const Account before = account;
        for (const Membership& place : invited.memberships) add_place(account, place);
        if (has_outgrown(before, account))
            return fail(ErrorCode::TooLarge, "an account has so many places at most");
        ++account.places;
        writes.push_back({.kind = kAccountKind,
                          .item = {.key = invited.id.value()},
                          .when = Put::IfUnchanged,
                          .before = seen,
                          .removes = true});
        return writes;
    });
    if (!done) return in_vain(deny(done.error()), known, holder->used_recovery);
    return Proven{.account = *std::move(done),
                  .has_shown_second = holder->has_shown_second,
                  .used_recovery = holder->used_recovery};
}

}  // namespace pingli::accounts
