// Password and second factor of Accounts, each try counted by what came of it.

#include <utility>

#include "accounts/accounts.hpp"

namespace pingli::accounts {

namespace {

std::unexpected<Denied> deny(Denial why, std::optional<Instant> retry_at = std::nullopt) {
    return std::unexpected{Denied{.why = why, .retry_at = retry_at, .password = {}}};
}

}  // namespace

// What was not given, or could not be looked at, is no failure.
void Accounts::settle(const Throttle::Permit& permit, std::optional<Denial> denied, Instant now) {
    if (!denied) {
        throttle_.passed(permit, now);
    } else if (*denied == Denial::Wrong || *denied == Denial::WrongCode) {
        throttle_.failed(permit, now);
    } else {
        throttle_.undecided(permit);
    }
}

Allowed<CodeKind> Accounts::check_code(const UserId& user, std::string_view code, Instant now) {
    const auto factor = second_factors_.find(user, now);
    if (!factor) return deny(Denial::Unavailable);
    if (!*factor || !(*factor)->is_on) return CodeKind::None;
    if (code.empty()) return deny(Denial::CodeNeeded);
    const auto used = second_factors_.use(
        user, code, notice_write(user, Notice::What::RecoveryUsed, {.user = user, .shop = {}}, now),
        now);
    if (!used) return deny(Denial::Unavailable);
    if (*used == CodeKind::None) return deny(Denial::WrongCode);
    return *used;
}

Allowed<CodeKind> Accounts::check_code_counted(const UserId& user, std::string_view code,
                                               Instant now) {
    const auto permit = throttle_.admit_holder("code " + user.value(), now);
    if (!permit) return deny(Denial::TooMany, permit.error());
    auto shown = check_code(user, code, now);
    settle(*permit, shown ? std::nullopt : std::optional{shown.error().why}, now);
    return shown;
}

Allowed<Accounts::Proven> Accounts::check_counted(const Proof& proof, Result<Account> found,
                                                  const Permission& permit, Instant now) {
    if (!permit) return deny(Denial::TooMany, permit.error());
    auto checked = check(proof.password, std::move(found));
    Allowed<CodeKind> shown = CodeKind::None;
    if (checked && proof.code) {
        shown = check_code_counted(checked->id, *proof.code, now);
        if (!shown) checked = std::unexpected{shown.error()};
    }
    settle(*permit, checked ? std::nullopt : std::optional{checked.error().why}, now);
    if (!checked) return std::unexpected{checked.error()};
    return Proven{.account = *std::move(checked),
                  .has_shown_second = *shown != CodeKind::None,
                  .used_recovery = *shown == CodeKind::Recovery};
}

Allowed<void> Accounts::confirm_password(const UserId& user, std::string_view password,
                                         Instant now) {
    const auto permit = throttle_.admit_holder(user.value(), now);
    const auto checked =
        check_counted({.password = password, .code = {}}, account(user, now), permit, now);
    if (!checked) return std::unexpected{checked.error()};
    return {};
}

Allowed<CodeKind> Accounts::confirm_code(const UserId& user, std::string_view code, Instant now) {
    return check_code_counted(user, code, now);
}

Allowed<LoggedIn> Accounts::log_in_again(const UserId& user, std::string_view token,
                                         const Proof& proof, Instant now) {
    // Before the proof: when something ends this session or its epoch meanwhile, none begins.
    auto held = held_session(token, now);
    if (!held || !*held || (*held)->account.id != user) return deny(Denial::Unavailable);
    bool has_shown_second = proof.code.has_value();
    bool used_recovery = false;
    if (proof.code) {
        const auto factor = second_factors_.find(user, now);
        if (!factor) return deny(Denial::Unavailable);
        // Without one every code would do.
        if (!*factor || !(*factor)->is_on) return deny(Denial::WrongCode);
        const auto shown = confirm_code(user, *proof.code, now);
        if (!shown) return std::unexpected{shown.error()};
        used_recovery = *shown == CodeKind::Recovery;
    } else {
        if (const auto known = confirm_password(user, proof.password, now); !known)
            return std::unexpected{known.error()};
        has_shown_second = (*held)->session.has_shown_second;
    }
    return begin_session({.account = std::move((*held)->account),
                          .has_shown_second = has_shown_second,
                          .used_recovery = used_recovery},
                         now, token);
}

Allowed<std::vector<std::string>> Accounts::confirm_second_factor(const UserId& user,
                                                                  std::string_view token,
                                                                  std::string_view code,
                                                                  Instant now) {
    const auto permit = throttle_.admit_holder("code " + user.value(), now);
    if (!permit) return deny(Denial::TooMany, permit.error());
    std::vector<std::string> codes;
    const auto done =
        change_ways_in(user, {.token = token, .shows_second = true}, now,
                       [&]() -> Result<std::optional<std::vector<Write>>> {
                           auto confirmed = TRY(second_factors_.confirm(user, code, now));
                           if (!confirmed) return std::nullopt;
                           codes = std::move(confirmed->codes);
                           return std::vector{std::move(confirmed->write),
                                              notice_write(user, Notice::What::SecondFactorMade,
                                                           {.user = user, .shop = {}}, now)};
                       });
    std::optional<Denial> denied;
    if (!done) denied = Denial::Unavailable;
    if (done && !*done) denied = Denial::WrongCode;
    settle(*permit, denied, now);
    if (denied) return deny(*denied);
    return codes;
}

// Before the session is looked at: whoever takes the last one away meanwhile is seen next time.
Result<Owed> Accounts::second_factor_owed(const UserId& user, bool has_shown_second, Instant now) {
    const auto factor = TRY(second_factors_.find(user, now));
    const bool has_code = factor && factor->is_on;
    if (!has_code && TRY(passkeys_.all(user)).empty()) return Owed::SetUp;
    if (has_shown_second) return Owed::Nothing;
    return has_code ? Owed::ShowCode : Owed::ShowPasskey;
}

Result<void> Accounts::remove_second_factor(const UserId& user, std::string_view token,
                                            const By& by, Instant now) {
    const ChangeOfWays change = [&]() -> Result<std::optional<std::vector<Write>>> {
        auto removal = TRY(second_factors_.removal(user, now));
        if (!removal) return std::nullopt;
        return std::vector{*std::move(removal),
                           notice_write(user, Notice::What::SecondFactorEnded, by, now)};
    };
    TRY(change_ways_in(user, {.token = token}, now, change));
    return {};
}

}  // namespace pingli::accounts
