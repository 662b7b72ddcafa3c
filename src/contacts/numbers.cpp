#include "contacts/numbers.hpp"

namespace pingli::contacts {

bool is_same_number(std::string_view a, std::string_view b) {
    return compare_numbers(a, b) != SameNumber::No;
}

Ownership ownership(std::span<const OwnNumber> all, std::string_view number, Instant at) {
    if (all.empty()) return Ownership::NoRegister;
    auto found = Ownership::NotOwned;
    for (const OwnNumber& own : all) {
        const SameNumber same = compare_numbers(own.number, number);
        if (same == SameNumber::No) continue;
        const bool is_then = own.from <= at && (!own.until || at < *own.until);
        if (is_then && same == SameNumber::Yes) return Ownership::Owned;
        if (is_then)
            found = Ownership::Unclear;
        else if (found == Ownership::NotOwned)
            found = Ownership::NotThen;
    }
    return found;
}

}  // namespace pingli::contacts
