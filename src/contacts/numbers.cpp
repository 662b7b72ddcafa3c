#include "contacts/numbers.hpp"

#include <algorithm>

namespace pingli::contacts {

namespace {

constexpr std::size_t kPhoneDigitsMin = 5;
constexpr std::size_t kMobileDigits = 11;

bool is_mark(char c) {
    return c == ' ' || c == '-' || c == '(' || c == ')' || c == '+' || c == '.';
}

bool is_digit(char c) {
    return (c >= '0' && c <= '9') || c == '*';
}

// The digits of a telephone number; empty when it is none.
std::string digits(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_mark(c)) continue;
        if (!is_digit(c)) return {};
        out += c;
    }
    const bool is_chinese = text.find('+') != text.npos || out.size() > kMobileDigits;
    for (const std::string_view prefix : {"0086", "86"})
        if (is_chinese && out.starts_with(prefix)) return out.substr(prefix.size());
    return out.size() < kPhoneDigitsMin ? std::string{} : out;
}

std::string account(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace

bool is_same_number(std::string_view a, std::string_view b) {
    const std::string one = digits(a);
    const std::string other = digits(b);
    if (one.empty() || other.empty()) return !a.empty() && account(a) == account(b);
    const auto agrees = [](char x, char y) { return x == y || x == '*' || y == '*'; };
    return std::ranges::equal(one, other, agrees);
}

Ownership ownership(std::span<const OwnNumber> all, std::string_view number, Instant at) {
    if (all.empty()) return Ownership::NoRegister;
    auto found = Ownership::NotOwned;
    for (const OwnNumber& own : all) {
        if (!is_same_number(own.number, number)) continue;
        if (own.from <= at && (!own.until || at < *own.until)) return Ownership::Owned;
        found = Ownership::NotThen;
    }
    return found;
}

}  // namespace pingli::contacts
