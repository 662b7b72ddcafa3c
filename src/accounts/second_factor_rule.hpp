// Who must have a second factor beside the password: a rule of the server's operator, to which each
// shop may add for its own people. Customers never have to.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "accounts/account.hpp"

namespace pingli::accounts {

enum class SecondFactorRule : std::uint8_t {
    Nobody,
    Leaders,  // owners, supervisors, the operators of the server
    Staff,    // everybody but customers
};
std::string_view to_text(SecondFactorRule rule);  // "leaders"
std::optional<SecondFactorRule> parse_second_factor_rule(std::string_view text);

// Has a place there, and not only as a customer.
bool is_staff(const Membership& place);
bool is_about(SecondFactorRule rule, const Account& account);

// What a session lacks whose holder must have a second factor.
enum class Owed : std::uint8_t {
    Nothing,
    SetUp,        // there is none
    ShowCode,     // there is one, and the session began without it
    ShowPasskey,  // the same; there is no other than a passkey
};
std::string_view to_text(Owed owed);  // "set_up"; of nothing, empty

}  // namespace pingli::accounts
