// The numbers and accounts that a shop owns, with dates (H12). Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/phone_number.hpp"
#include "base/time.hpp"

namespace pingli::contacts {

struct OwnNumber {
    std::string number;   // a telephone number or an account, as the shop writes it
    std::string channel;  // call, sms, email, chat …; a number for calls is one for messages too
    Instant from;
    std::optional<Instant> until;  // the first moment at which it was no longer the shop's
    std::string note;
    friend bool operator==(const OwnNumber&, const OwnNumber&) = default;
};

// For sure or perhaps: see compare_numbers.
bool is_same_number(std::string_view a, std::string_view b);

enum class Ownership : std::uint8_t {
    NoRegister,  // nothing is registered, so nothing can be said
    Owned,
    Unclear,  // some digits of the number are hidden; the others are the shop's
    NotThen,  // the shop's at another time
    NotOwned,
};
Ownership ownership(std::span<const OwnNumber> all, std::string_view number, Instant at);

}  // namespace pingli::contacts
