// Telephone numbers of China as people, carriers' lists and spreadsheets write them: +86, 0086, a
// dialling prefix (12593, 17951 …), an extension, an area code whose 0 a spreadsheet has eaten, a
// local number, digits hidden by "*", a number rounded to 1.34E+10. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pingli {

// The number as it is dialled within the country, digits only: a mobile's eleven, an area code with
// its 0. "*" stands where a digit is hidden. Empty when `text` is no number (an account, a rounded
// number, fewer than five digits).
std::string national_number(std::string_view text);

// Whether a spreadsheet has turned a long number into 1.34E+10.
bool is_rounded_number(std::string_view text);

enum class SameNumber : std::uint8_t {
    No,
    Maybe,  // hidden or rounded digits; what is left agrees
    Yes,
};
// What is no number is compared by its characters, ASCII letters folded. No when either is empty.
SameNumber compare_numbers(std::string_view a, std::string_view b);

}  // namespace pingli
