// All versions of all rulebooks, and which of them judges (X2): the one with the latest holds_from
// not after the day that its `judged_at` fact gives; past its holds_until none is in force.

#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "rulebook/decide.hpp"

namespace pingli::rulebook {

class Library {
public:
    explicit Library(const std::vector<RulebookPtr>& books);

    [[nodiscard]] std::vector<std::string> ids() const;  // in order
    // In the order of holds_from; empty when the id is not known.
    [[nodiscard]] std::span<const RulebookPtr> versions(std::string_view id) const;
    // nullptr: no such version.
    [[nodiscard]] RulebookPtr find(std::string_view id, std::string_view version) const;
    // The version in force on `day`; nullptr: none.
    [[nodiscard]] RulebookPtr in_force(std::string_view id, LocalDate day) const;

    // `reference` is an id, judged by the version in force, or "ID@VERSION", which pins one.
    // Without a version in force the answer is `cannot_tell`, and names the judged_at fact as
    // missing. Fails with NotFound when the id, the version or the table does not exist.
    [[nodiscard]] Result<Decision> decide(std::string_view reference, std::string_view table,
                                          const Facts& facts) const;

private:
    std::map<std::string, std::vector<RulebookPtr>, std::less<>> books_;
};

// The day that the judged_at fact of `book` gives, in its zone; nothing when absent or wrong.
std::optional<LocalDate> judged_day(const Rulebook& book, const Facts& facts);

}  // namespace pingli::rulebook
