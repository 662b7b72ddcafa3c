#include "accounts/accounts.hpp"

#include <sodium.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "accounts/kinds.hpp"
#include "base/one_line.hpp"
#include "base/record_form.hpp"

namespace pingli::accounts {

namespace {

std::unexpected<Denied> deny(Denial why) {
    return std::unexpected{Denied{.why = why, .retry_at = {}, .password = {}}};
}

std::unexpected<Denied> deny(const Error& error) {
    return deny(error.code == ErrorCode::NotFound ? Denial::Expired : Denial::Unavailable);
}

// What a one-time link was made for. Older ones hold the user alone.
struct Link {
    UserId user;
    std::int64_t epoch = 0;
    std::int64_t places = 0;
    [[nodiscard]] bool is_good_for(const Account& account) const {
        return !account.is_disabled && account.epoch == epoch && account.places == places;
    }
};

std::string encode(const Link& link) {
    return RecordWriter{}
        .add("user", link.user.value())
        .add("epoch", std::to_string(link.epoch))
        .add("places", std::to_string(link.places))
        .take();
}

Link decode_link(const std::string& bytes) {
    const RecordReader record{bytes};
    const std::string user = record.text("user");
    return {.user = UserId{user.empty() ? bytes : user},
            .epoch = record.whole("epoch").value_or(0),
            .places = record.whole("places").value_or(0)};
}

Write login_write(const Account& account) {
    return {.kind = kLoginKind,
            .item = {.key = account.login, .bytes = account.id.value()},
            .when = Put::IfAbsent};
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

const Membership* Caller::membership(const ShopId& shop) const {
    const bool is_outside = api_token && !reaches(*api_token, shop);
    return is_outside ? nullptr : find_active(account.memberships, shop);
}

bool Caller::may_write() const {
    return !api_token || api_token->scope == Scope::Write;
}

Accounts::Accounts(Storage& storage, Random random, AccountRules rules, std::string no_hash)
    : storage_(storage),
      random_(std::move(random)),
      rules_(std::move(rules)),
      no_hash_(std::move(no_hash)),
      throttle_(rules_.throttle),
      second_factors_(storage, random_),
      passkeys_(storage),
      challenges_(random_) {}

Result<std::unique_ptr<Accounts>> Accounts::open(Storage& storage, Random random,
                                                 AccountRules rules) {
    if (sodium_init() < 0) return fail(ErrorCode::Unavailable, "libsodium does not start");
    auto no_hash = TRY(hash_password(make_secret(random), rules.password));
    return std::unique_ptr<Accounts>{
        new Accounts{storage, std::move(random), std::move(rules), std::move(no_hash)}};
}

Result<Account> Accounts::update(const UserId& user, Instant now, const Change& change) {
    for (int i = 0; i < kWriteTriesMax; ++i) {
        const Item before = TRY(storage_.get(kAccountKind, user.value(), now));
        auto changed = decode_account(before.bytes);
        if (!changed) return fail(ErrorCode::Corrupt, "an account's record cannot be read");
        auto writes = TRY(change(*changed));
        std::string bytes = encode(*changed);
        if (writes.empty() && bytes == before.bytes) return *std::move(changed);
        writes.push_back({.kind = kAccountKind,
                          .item = {.key = user.value(), .bytes = std::move(bytes)},
                          .when = Put::IfUnchanged,
                          .before = before.bytes});
        const auto done = storage_.write(writes);
        if (done) {
            ++changes_;
            return *std::move(changed);
        }
        if (done.error().code != ErrorCode::VersionConflict) return std::unexpected{done.error()};
    }
    return fail(ErrorCode::Unavailable, "an account is changed by too many at once");
}

Allowed<Account> Accounts::create(const NewAccount& wanted, Instant now) {
    auto login = normal_login(wanted.login);
    if (!login || !is_one_line(wanted.name, kNameBytesMax)) return deny(Denial::BadLogin);
    Account account{.id = wanted.id,
                    .login = *login,
                    .name = wanted.name,
                    .memberships = wanted.memberships,
                    .is_disabled = false,
                    .is_operator = wanted.is_operator,
                    .epoch = 0,
                    .places = 0,
                    .created_at = now,
                    .sessions_from = now,
                    .password_hash = {}};
    std::vector<Write> writes{{.kind = kAccountKind,
                               .item = {.key = wanted.id.value(), .bytes = encode(account)},
                               .when = Put::IfAbsent}};
    if (!wanted.is_invited) writes.push_back(login_write(account));
    const auto done = storage_.write(writes);
    if (done) return account;
    const bool exists = done.error().code == ErrorCode::VersionConflict;
    return deny(exists ? Denial::Taken : Denial::Unavailable);
}

Result<Account> Accounts::account(const UserId& user, Instant now) {
    const Item item = TRY(storage_.get(kAccountKind, user.value(), now));
    auto account = decode_account(item.bytes);
    if (!account) return fail(ErrorCode::Corrupt, "an account's record cannot be read");
    return *std::move(account);
}

Result<Account> Accounts::account_of(std::string_view login, Instant now) {
    const auto normal = normal_login(login);
    if (!normal) return fail(ErrorCode::NotFound, "no such log-in");
    const Item item = TRY(storage_.get(kLoginKind, *normal, now));
    return account(UserId{item.bytes}, now);
}

Result<std::vector<Account>> Accounts::all() {
    std::vector<Account> out;
    for (const Item& item : TRY(storage_.list(kAccountKind, "")))
        if (auto account = decode_account(item.bytes)) out.push_back(*std::move(account));
    return out;
}

Allowed<void> Accounts::set_name(const UserId& user, const std::string& name, Instant now) {
    if (!is_one_line(name, kNameBytesMax)) return deny(Denial::BadLogin);
    const auto done = update(user, now, [&](Account& account) -> Result<std::vector<Write>> {
        account.name = name;
        return std::vector<Write>{};
    });
    if (!done) return deny(done.error());
    return {};
}

std::optional<PasswordFault> Accounts::fault_of(std::string_view password,
                                                const Account& holder) const {
    std::vector<std::string> words{holder.login, holder.name, "pingli", "评理"};
    if (rules_.words_of) std::ranges::move(rules_.words_of(holder), std::back_inserter(words));
    return check_password(
        password, {.login = holder.login, .own_words = words, .book = rules_.guesses.get()});
}

Allowed<std::string> Accounts::hash(std::string_view password) {
    hashing_.acquire();
    auto hashed = hash_password(password, rules_.password);
    hashing_.release();
    if (!hashed) return deny(Denial::Unavailable);
    return *std::move(hashed);
}

void Accounts::begin_epoch(Account& account, std::string password_hash, Instant now) {
    account.password_hash = std::move(password_hash);
    // Those of this very second are over too, also when it has seen a password already; the one
    // that begins now starts after them.
    account.sessions_from = std::max(now, account.sessions_from) + Duration{1};
    ++account.epoch;
}

Allowed<void> Accounts::set_password(const UserId& user, std::string_view password, Instant now) {
    const auto holder = account(user, now);
    if (!holder) return deny(holder.error());
    const auto set = replace_password(*holder, password, now);
    if (!set) return std::unexpected{set.error()};
    return {};
}

// Of the account as it was seen: when something else ended its epoch meanwhile, this comes too
// late.
Allowed<Account> Accounts::replace_password(const Account& seen, std::string_view password,
                                            Instant now) {
    if (const auto fault = fault_of(password, seen)) {
        return std::unexpected{
            Denied{.why = Denial::BadPassword, .retry_at = {}, .password = fault}};
    }
    auto hashed = hash(password);
    if (!hashed) return std::unexpected{hashed.error()};
    auto done = update(seen.id, now, [&](Account& account) -> Result<std::vector<Write>> {
        if (account.epoch != seen.epoch) return fail(ErrorCode::NotFound, "another epoch");
        begin_epoch(account, *hashed, now);
        return std::vector<Write>{};
    });
    if (!done) return deny(done.error());
    if (!clear_tokens(*done) || !forget_devices(seen.id)) return deny(Denial::Unavailable);
    return *std::move(done);
}

Result<std::string> Accounts::make_link(const UserId& user, Instant now, std::optional<By> by) {
    const Account holder = TRY(account(user, now));
    std::string secret = make_secret(random_);
    std::vector<Write> writes{
        {.kind = kLinkKind,
         .item = {.key = digest_of(secret),
                  .bytes =
                      encode(Link{.user = user, .epoch = holder.epoch, .places = holder.places}),
                  .expires_at = now + rules_.link_for},
         .when = Put::IfAbsent}};
    if (by) writes.push_back(notice_write(user, Notice::What::LinkMade, *by, now));
    TRY(storage_.write(writes));
    return secret;
}

Allowed<LoggedIn> Accounts::use_link(std::string_view secret, std::string_view password,
                                     std::string_view code, Instant now) {
    if (!is_secret(secret)) return deny(Denial::Expired);
    const std::string key = digest_of(secret);
    const auto item = storage_.get(kLinkKind, key, now);
    if (!item) return deny(item.error());
    const Link link = decode_link(item->bytes);
    const auto holder = account(link.user, now);
    if (!holder) return deny(holder.error());
    if (!link.is_good_for(*holder)) return deny(Denial::Expired);
    // A bad password uses up neither the link nor the log-in.
    const auto before = storage_.get(kLoginKind, holder->login, now);
    if (!before && before.error().code != ErrorCode::NotFound) return deny(Denial::Unavailable);
    if (before && before->bytes != link.user.value()) {
        auto joined =
            take_up(*holder, UserId{before->bytes}, key, {.password = password, .code = code}, now);
        if (!joined) return std::unexpected{joined.error()};
        return begin_session(*std::move(joined), now);
    }
    auto done = set_by_link(*holder, key, {.password = password, .code = code}, !before, now);
    if (!done) return std::unexpected{done.error()};
    return begin_session(*std::move(done), now);
}

// `is_first`: the log-in becomes theirs with it.
Allowed<Account> Accounts::set_by_link(const Account& holder, const std::string& key,
                                       const Proof& proof, bool is_first, Instant now) {
    if (const auto fault = fault_of(proof.password, holder)) {
        return std::unexpected{
            Denied{.why = Denial::BadPassword, .retry_at = {}, .password = fault}};
    }
    if (const auto shown = check_code_counted(holder.id, proof.code.value_or(""), now); !shown)
        return std::unexpected{shown.error()};
    auto hashed = hash(proof.password);
    if (!hashed) return std::unexpected{hashed.error()};
    const Link link{.user = holder.id, .epoch = holder.epoch, .places = holder.places};
    // Used up and used in one write: of many who come with it one gets in, and a log-in that
    // somebody took in this very moment is theirs.
    auto done = update(link.user, now, [&](Account& account) -> Result<std::vector<Write>> {
        if (!link.is_good_for(account)) return fail(ErrorCode::NotFound, "the link is over");
        std::vector<Write> writes{{.kind = kLinkKind, .item = {.key = key}, .removes = true}};
        if (is_first) writes.push_back(login_write(account));
        if (!account.password_hash.empty())
            writes.push_back(notice_write(account.id, Notice::What::LinkUsed, {}, now));
        begin_epoch(account, *hashed, now);
        return writes;
    });
    if (!done) return deny(done.error());
    if (!clear_tokens(*done) || !forget_devices(link.user)) return deny(Denial::Unavailable);
    return *std::move(done);
}

// Who proves to hold the log-in takes up the invitation; the account made for it is not needed.
Allowed<Account> Accounts::take_up(const Account& invited, const UserId& known,
                                   const std::string& link, const Proof& proof, Instant now) {
    // Apart from what the holder does: whoever has a link may be a stranger.
    const auto permit = throttle_.admit_holder("join " + known.value(), now);
    auto holder = check_counted(proof, account(known, now), permit, now);
    if (!holder) return holder;
    const std::string seen = encode(invited);
    // The invitation as it was seen, once: another use of the link, or a change of it, comes first.
    auto done = update(known, now, [&](Account& account) -> Result<std::vector<Write>> {
        if (account.epoch != holder->epoch) return fail(ErrorCode::NotFound, "another epoch");
        const Item now_there = TRY(storage_.get(kAccountKind, invited.id.value(), now));
        if (now_there.bytes != seen) return fail(ErrorCode::NotFound, "the link is over");
        for (const Membership& place : invited.memberships) add_place(account, place);
        ++account.places;
        return std::vector<Write>{{.kind = kLinkKind, .item = {.key = link}, .removes = true},
                                  {.kind = kAccountKind,
                                   .item = {.key = invited.id.value()},
                                   .when = Put::IfUnchanged,
                                   .before = seen,
                                   .removes = true}};
    });
    if (!done) return deny(done.error());
    return *std::move(done);
}

// `found` may be nobody: that takes as long.
Allowed<Account> Accounts::check(std::string_view password, Result<Account> found) {
    if (!found && found.error().code != ErrorCode::NotFound) return deny(Denial::Unavailable);
    const bool is_known = found.has_value() && !found->password_hash.empty();
    const bool fits = password.size() <= kPasswordBytesMax;
    hashing_.acquire();
    const bool is_right = is_password(fits ? password : std::string_view{},
                                      is_known ? found->password_hash : no_hash_);
    hashing_.release();
    if (!is_right || !is_known || !fits || found->is_disabled) return deny(Denial::Wrong);
    return *std::move(found);
}

Allowed<LoggedIn> Accounts::log_in(const LogIn& attempt, Instant now) {
    const auto login = normal_login(attempt.login);
    if (!login) return deny(Denial::Wrong);
    auto found = account_of(*login, now);
    const std::string device = found ? known_device(found->id, attempt.device, now) : std::string{};
    const auto permit = throttle_.admit(
        {.login = *login, .address = std::string{attempt.address}, .device = device}, now);
    auto checked = check_counted({.password = attempt.password, .code = attempt.code},
                                 std::move(found), permit, now);
    if (!checked) return std::unexpected{checked.error()};
    if (is_outdated(checked->password_hash, rules_.password)) {
        if (auto hashed = hash(attempt.password)) {
            const auto renewed =
                update(checked->id, now, [&](Account& account) -> Result<std::vector<Write>> {
                    if (account.password_hash == checked->password_hash)
                        account.password_hash = *hashed;
                    return std::vector<Write>{};
                });
            if (!renewed) return deny(Denial::Unavailable);
        }
    }
    return begin_session(*std::move(checked), now);
}

Allowed<LoggedIn> Accounts::change_password(const UserId& user, std::string_view old_password,
                                            std::string_view password, Instant now) {
    const auto permit = throttle_.admit_holder(user.value(), now);
    const auto checked =
        check_counted({.password = old_password, .code = {}}, account(user, now), permit, now);
    if (!checked) return std::unexpected{checked.error()};
    auto after = replace_password(*checked, password, now);
    if (!after) return std::unexpected{after.error()};
    return begin_session(*std::move(after), now);
}

}  // namespace pingli::accounts
