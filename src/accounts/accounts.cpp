#include "accounts/accounts.hpp"

#include <sodium.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/one_line.hpp"

namespace pingli::accounts {

namespace {

const std::string kAccountKind = "account";
const std::string kLoginKind = "login";  // from log-in to account
const std::string kLinkKind = "link";

std::unexpected<Denied> deny(Denial why) {
    return std::unexpected{Denied{.why = why, .retry_at = {}, .password = {}}};
}

std::unexpected<Denied> deny(const Error& error) {
    return deny(error.code == ErrorCode::NotFound ? Denial::Expired : Denial::Unavailable);
}

}  // namespace

const Membership* Caller::membership(const ShopId& shop) const {
    const bool is_outside = api_token && !api_token->shops.empty() &&
                            std::ranges::find(api_token->shops, shop) == api_token->shops.end();
    return is_outside ? nullptr : find(account.memberships, shop);
}

bool Caller::may_write() const {
    return !api_token || api_token->scope == Scope::Write;
}

Accounts::Accounts(Storage& storage, Random random, AccountRules rules, std::string no_hash)
    : storage_(storage),
      random_(std::move(random)),
      rules_(std::move(rules)),
      no_hash_(std::move(no_hash)),
      throttle_(rules_.throttle) {}

Result<std::unique_ptr<Accounts>> Accounts::open(Storage& storage, Random random,
                                                 AccountRules rules) {
    if (sodium_init() < 0) return fail(ErrorCode::Unavailable, "libsodium does not start");
    auto no_hash = TRY(hash_password(make_secret(random), rules.password));
    return std::unique_ptr<Accounts>{
        new Accounts{storage, std::move(random), std::move(rules), std::move(no_hash)}};
}

Result<void> Accounts::save(const Account& account) {
    return storage_.put(
        kAccountKind,
        {.key = account.id.value(), .bytes = encode(account), .expires_at = std::nullopt},
        Put::Always);
}

Allowed<Account> Accounts::create(const NewAccount& wanted, Instant now) {
    auto login = normal_login(wanted.login);
    if (!login || !is_one_line(wanted.name, kNameBytesMax)) return deny(Denial::BadLogin);
    Account account{.id = wanted.id,
                    .login = *login,
                    .name = wanted.name,
                    .memberships = wanted.memberships,
                    .is_disabled = false,
                    .created_at = now,
                    .sessions_from = now,
                    .password_hash = {}};
    // The account first: a log-in without an account would be taken for ever.
    if (auto saved = save(account); !saved) return deny(Denial::Unavailable);
    if (wanted.is_invited) return account;
    const auto taken = storage_.put(
        kLoginKind, {.key = *login, .bytes = wanted.id.value(), .expires_at = std::nullopt},
        Put::IfAbsent);
    if (taken) return account;
    if (!storage_.remove(kAccountKind, wanted.id.value())) return deny(Denial::Unavailable);
    const bool exists = taken.error().code == ErrorCode::VersionConflict;
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

Result<void> Accounts::set_memberships(const UserId& user, std::vector<Membership> to,
                                       Instant now) {
    Account changed = TRY(account(user, now));
    changed.memberships = std::move(to);
    return save(changed);
}

Allowed<void> Accounts::set_name(const UserId& user, const std::string& name, Instant now) {
    if (!is_one_line(name, kNameBytesMax)) return deny(Denial::BadLogin);
    auto changed = account(user, now);
    if (!changed) return deny(changed.error());
    changed->name = name;
    if (!save(*changed)) return deny(Denial::Unavailable);
    return {};
}

Result<void> Accounts::set_disabled(const UserId& user, bool is_disabled, Instant now) {
    Account changed = TRY(account(user, now));
    changed.is_disabled = is_disabled;
    if (is_disabled) changed.sessions_from = now + Duration{1};
    return save(changed);
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

Allowed<void> Accounts::set_password(const UserId& user, std::string_view password, Instant now) {
    auto changed = account(user, now);
    if (!changed) return deny(changed.error());
    if (const auto fault = fault_of(password, *changed)) {
        return std::unexpected{
            Denied{.why = Denial::BadPassword, .retry_at = {}, .password = fault}};
    }
    auto hashed = hash(password);
    if (!hashed) return std::unexpected{hashed.error()};
    changed->password_hash = *std::move(hashed);
    // Those of this very second are over too, also when it has seen a password already; the one
    // that begins now starts after them.
    changed->sessions_from = std::max(now, changed->sessions_from) + Duration{1};
    if (!save(*changed) || !forget_devices(user)) return deny(Denial::Unavailable);
    return {};
}

Result<std::string> Accounts::make_link(const UserId& user, Instant now) {
    TRY(account(user, now));
    std::string secret = make_secret(random_);
    TRY(storage_.put(
        kLinkKind,
        {.key = digest_of(secret), .bytes = user.value(), .expires_at = now + rules_.link_for},
        Put::IfAbsent));
    return secret;
}

Allowed<LoggedIn> Accounts::use_link(std::string_view secret, std::string_view password,
                                     Instant now) {
    if (!is_secret(secret)) return deny(Denial::Expired);
    const std::string key = digest_of(secret);
    const auto item = storage_.get(kLinkKind, key, now);
    if (!item) return deny(item.error());
    const UserId user{item->bytes};
    auto holder = account(user, now);
    if (!holder) return deny(holder.error());
    if (holder->is_disabled) return deny(Denial::Expired);
    // A bad password uses up neither the link nor the log-in.
    const auto before = storage_.get(kLoginKind, holder->login, now);
    if (!before && before.error().code != ErrorCode::NotFound) return deny(Denial::Unavailable);
    std::optional<Account> joined;
    if (before && before->bytes != user.value()) {
        auto known = join(*holder, UserId{before->bytes}, password, now);
        if (!known) return std::unexpected{known.error()};
        joined = *std::move(known);
    } else if (const auto fault = fault_of(password, *holder)) {
        return std::unexpected{
            Denied{.why = Denial::BadPassword, .retry_at = {}, .password = fault}};
    }
    const auto removed = storage_.remove(kLinkKind, key);
    if (!removed) return deny(Denial::Unavailable);
    if (!*removed) return deny(Denial::Expired);
    if (joined) return begin_session(*std::move(joined), now);
    const auto login = claim_login(*holder, now);
    if (!login) return deny(Denial::Unavailable);
    if (*login != user) return deny(Denial::Expired);  // taken in this very moment
    if (auto set = set_password(user, password, now); !set) return std::unexpected{set.error()};
    holder = account(user, now);
    if (!holder) return deny(Denial::Unavailable);
    return begin_session(*std::move(holder), now);
}

Result<UserId> Accounts::claim_login(const Account& account, Instant now) {
    const auto put = storage_.put(
        kLoginKind, {.key = account.login, .bytes = account.id.value(), .expires_at = std::nullopt},
        Put::IfAbsent);
    if (put) return account.id;
    if (put.error().code != ErrorCode::VersionConflict) return std::unexpected{put.error()};
    return UserId{TRY(storage_.get(kLoginKind, account.login, now)).bytes};
}

// Who proves to hold the log-in takes up the invitation; the account made for it is not needed.
Allowed<Account> Accounts::join(const Account& invited, const UserId& known,
                                std::string_view password, Instant now) {
    // Apart from what the holder does: whoever has a link may be a stranger.
    const auto permit = throttle_.admit_holder("join " + known.value(), now);
    auto holder = check_counted(password, account(known, now), permit, now);
    if (!holder) return holder;
    for (const Membership& membership : invited.memberships) {
        const auto there =
            std::ranges::find(holder->memberships, membership.shop, &Membership::shop);
        if (there == holder->memberships.end()) {
            holder->memberships.push_back(membership);
            continue;
        }
        for (const Role role : membership.roles)
            if (std::ranges::find(there->roles, role) == there->roles.end())
                there->roles.push_back(role);
    }
    if (!save(*holder) || !storage_.remove(kAccountKind, invited.id.value()))
        return deny(Denial::Unavailable);
    return holder;
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

Allowed<Account> Accounts::check_counted(std::string_view password, Result<Account> found,
                                         const std::expected<Throttle::Permit, Instant>& permit,
                                         Instant now) {
    if (!permit)
        return std::unexpected{
            Denied{.why = Denial::TooMany, .retry_at = permit.error(), .password = {}}};
    auto checked = check(password, std::move(found));
    if (checked) {
        throttle_.passed(*permit, now);
    } else if (checked.error().why == Denial::Wrong) {
        throttle_.failed(*permit, now);
    } else {
        throttle_.undecided(*permit);
    }
    return checked;
}

Allowed<LoggedIn> Accounts::log_in(const LogIn& attempt, Instant now) {
    const auto login = normal_login(attempt.login);
    if (!login) return deny(Denial::Wrong);
    auto found = account_of(*login, now);
    const std::string device = found ? known_device(found->id, attempt.device, now) : std::string{};
    const auto permit = throttle_.admit(
        {.login = *login, .address = std::string{attempt.address}, .device = device}, now);
    auto checked = check_counted(attempt.password, std::move(found), permit, now);
    if (!checked) return std::unexpected{checked.error()};
    if (is_outdated(checked->password_hash, rules_.password)) {
        if (auto hashed = hash(attempt.password)) {
            checked->password_hash = *std::move(hashed);
            if (!save(*checked)) return deny(Denial::Unavailable);
        }
    }
    return begin_session(*std::move(checked), now);
}

Allowed<LoggedIn> Accounts::change_password(const UserId& user, std::string_view old_password,
                                            std::string_view password, Instant now) {
    const auto permit = throttle_.admit_holder(user.value(), now);
    if (const auto checked = check_counted(old_password, account(user, now), permit, now); !checked)
        return std::unexpected{checked.error()};
    if (const auto set = set_password(user, password, now); !set)
        return std::unexpected{set.error()};
    auto holder = account(user, now);
    if (!holder) return deny(holder.error());
    return begin_session(*std::move(holder), now);
}

}  // namespace pingli::accounts
