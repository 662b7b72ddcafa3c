// What is known of each kind of exhibit (H20): how it is obtained, what makes it whole, who can
// vouch for it. The list is open: a kind that is not here may be submitted all the same.

#pragma once

#include <span>
#include <string_view>

#include "base/bilingual.hpp"

namespace pingli::cases {

struct ExhibitKind {
    std::string_view name;
    // Made by a third party as a matter of course: counts as proof in a rehearsal before an officer
    // has weighed it.
    bool is_record = false;
    std::string_view title_zh, title_en;
    std::string_view obtained_zh, obtained_en;
    std::string_view whole_zh, whole_en;
    std::string_view vouched_zh, vouched_en;
    std::string_view checked;  // the day on which this was last checked
};

std::span<const ExhibitKind> exhibit_kinds();
const ExhibitKind* find_exhibit_kind(std::string_view name);  // nullptr: not in the list

}  // namespace pingli::cases
