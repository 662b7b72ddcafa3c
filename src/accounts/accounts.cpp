#include "accounts/accounts.hpp"

#include <sodium.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "accounts/kinds.hpp"
#include "base/one_line.hpp"

namespace pingli::accounts {

namespace {

std::unexpected<Denied> deny(Denial why) {
    return std::unexpected{Denied{.why = why, .retry_at = {}, .password = {}}};
}

std::unexpected<Denied> deny(const Error& error) {
    return deny(error.code == ErrorCode::NotFound ? Denial::Expired : Denial::Unavailable);
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
      second_factors_(storage, random_, rules_.code_clock),
      passkeys_(storage),
      challenges_(random_) {}

Result<std::unique_ptr<Accounts>> Accounts::open(Storage& storage, Random random,
                                                 AccountRules rules) {
    if (sodium_init() < 0) return fail(ErrorCode::Unavailable, "libsodium does not start");
    auto no_hash = TRY(hash_password(make_secret(random), rules.password));
    std::unique_ptr<Accounts> accounts{
        new Accounts{storage, std::move(random), std::move(rules), std::move(no_hash)}};
    TRY(accounts->list_older_sessions());
    return accounts;
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

Write Accounts::login_write(const Account& account) {
    return {.kind = kLoginKind,
            .item = {.key = account.login, .bytes = account.id.value()},
            .when = Put::IfAbsent};
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
                    .ways_in = 0,
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
    end_epoch(account, now);
}

// Sessions of this very second are over too, also when it has seen an end already; the one that
// begins now starts after them.
void Accounts::end_epoch(Account& account, Instant now) {
    account.sessions_from = std::max(now, account.sessions_from) + Duration{1};
    ++account.epoch;
}

Allowed<void> Accounts::set_password(const UserId& user, std::string_view password, Instant now) {
    const auto holder = account(user, now);
    if (!holder) return deny(holder.error());
    const auto set = replace_password(*holder, {.password = password}, now);
    if (!set) return std::unexpected{set.error()};
    return {};
}

// Of the account as it was seen: when something else ended its epoch meanwhile, this comes too
// late.
Allowed<Account> Accounts::replace_password(const Account& seen, const NewPassword& wanted,
                                            Instant now) {
    if (const auto fault = fault_of(wanted.password, seen)) {
        return std::unexpected{
            Denied{.why = Denial::BadPassword, .retry_at = {}, .password = fault}};
    }
    auto hashed = hash(wanted.password);
    if (!hashed) return std::unexpected{hashed.error()};
    auto done = update(seen.id, now, [&](Account& account) -> Result<std::vector<Write>> {
        if (account.epoch != seen.epoch || account.ways_in != seen.ways_in)
            return fail(ErrorCode::NotFound, "another epoch");
        account.name = wanted.name.value_or(account.name);
        begin_epoch(account, *hashed, now);
        std::vector<Write> writes;
        if (!wanted.from.empty()) TRY(add_end_of_held(writes, seen.id, wanted.from, now));
        return writes;
    });
    if (!done) return deny(done.error());
    if (!clear_ended(*done, now) || !forget_devices(seen.id)) return deny(Denial::Unavailable);
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
    if (is_outdated(checked->account.password_hash, rules_.password)) {
        if (auto hashed = hash(attempt.password)) {
            const auto renewed = update(
                checked->account.id, now, [&](Account& account) -> Result<std::vector<Write>> {
                    if (account.password_hash == checked->account.password_hash)
                        account.password_hash = *hashed;
                    return std::vector<Write>{};
                });
            if (!renewed)
                return in_vain(deny(Denial::Unavailable), checked->account.id,
                               checked->used_recovery);
        }
    }
    return begin_session(*std::move(checked), now);
}

Allowed<LoggedIn> Accounts::change_password(const UserId& user, std::string_view token,
                                            std::string_view old_password,
                                            std::string_view password, Instant now,
                                            const std::optional<std::string>& name) {
    // The account as the session is good for it: what ends that one meanwhile comes first.
    const auto held = held_session(token, now);
    if (!held || !*held || (*held)->account.id != user) return deny(Denial::Unavailable);
    const auto permit = throttle_.admit_holder(user.value(), now);
    const auto checked =
        check_counted({.password = old_password, .code = {}}, (*held)->account, permit, now);
    if (!checked) return std::unexpected{checked.error()};
    auto after = replace_password(checked->account,
                                  {.password = password, .from = token, .name = name}, now);
    if (!after) return std::unexpected{after.error()};
    return begin_session(
        {.account = *std::move(after), .has_shown_second = (*held)->session.has_shown_second}, now);
}

}  // namespace pingli::accounts
