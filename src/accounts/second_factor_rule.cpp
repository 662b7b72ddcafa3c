#include "accounts/second_factor_rule.hpp"

#include <algorithm>
#include <array>

namespace pingli::accounts {

namespace {

constexpr std::array<std::string_view, 3> kRuleNames = {"nobody", "leaders", "staff"};
constexpr std::array<std::string_view, 4> kOwedNames = {"", "set_up", "show_code", "show_passkey"};

bool is_leader(const Membership& place) {
    return !place.is_disabled && std::ranges::any_of(place.roles, [](Role role) {
        return role == Role::Owner || role == Role::Supervisor;
    });
}

}  // namespace

std::string_view to_text(SecondFactorRule rule) {
    return kRuleNames.at(static_cast<std::size_t>(rule));
}

std::optional<SecondFactorRule> parse_second_factor_rule(std::string_view text) {
    const auto* const at = std::ranges::find(kRuleNames, text);
    if (at == kRuleNames.end()) return std::nullopt;
    return static_cast<SecondFactorRule>(at - kRuleNames.begin());
}

std::string_view to_text(Owed owed) {
    return kOwedNames.at(static_cast<std::size_t>(owed));
}

bool is_staff(const Membership& place) {
    return !place.is_disabled &&
           std::ranges::any_of(place.roles, [](Role role) { return role != Role::Claimant; });
}

bool is_about(SecondFactorRule rule, const Account& account) {
    switch (rule) {
        case SecondFactorRule::Nobody:
            return false;
        case SecondFactorRule::Leaders:
            return account.is_operator || std::ranges::any_of(account.memberships, is_leader);
        case SecondFactorRule::Staff:
            return account.is_operator || std::ranges::any_of(account.memberships, is_staff);
    }
    return true;
}

}  // namespace pingli::accounts
