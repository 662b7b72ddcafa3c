// Recognizes a Chinese full name by its characters: a surname and one or two characters that given
// names are made of. By itself that says little; find_pii() asks for a word beside it.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/lexicon.hpp"

namespace pingli::text {

class PersonalNames {
public:
    // From the data categories pii.surname and pii.given.
    explicit PersonalNames(const Lexicon& lexicon);

    // The length in bytes of the surname at `at`, or 0. `at` is on a boundary.
    [[nodiscard]] std::size_t surname(std::string_view text, std::size_t at) const;
    [[nodiscard]] bool is_given(std::string_view text, std::size_t at) const;
    // Whether a surname and a character of a given name stand at `at`.
    [[nodiscard]] bool may_begin(std::string_view text, std::size_t at) const;

private:
    std::vector<bool> surnames_;  // by code point below 0x10000
    std::vector<bool> given_;
    std::vector<std::string> double_surnames_;
};

}  // namespace pingli::text
