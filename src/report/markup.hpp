// Appends HTML to a string. Everything that comes from outside goes through text(), attribute(),
// words() or both(): escaped, made valid UTF-8, control characters made visible, and the characters
// that turn the direction of writing shown by name instead of obeyed. raw() is for our own markup
// only.
//
// Both languages always stand in the page, as <span class="z"> and <span class="e">; the style
// sheet shows one of them, Chinese without a script.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "text/signals.hpp"

namespace pingli::report {

class Html {
public:
    explicit Html(std::string& out) : out_(out) {}

    Html& raw(std::string_view markup);
    Html& text(std::string_view any);
    Html& number(std::uint64_t value);
    Html& count(std::uint64_t value);                                // with separators: 1,234,567
    Html& attribute(std::string_view name, std::string_view value);  // ` name="value"`
    Html& both(std::string_view zh, std::string_view en);
    Html& both(const Bilingual& words) { return both(words.zh, words.en); }
    // As both(), and numbers long enough to be a person's are masked (X6).
    Html& words(const Bilingual& words);
    // Escaped, with the long numbers masked.
    Html& masked_text(std::string_view any);
    // Shown masked, and whole when the reader asks for it.
    Html& masked(std::string_view any);

private:
    std::string& out_;
};

std::string with_commas(std::uint64_t value);  // 1,234,567
std::string escaped(std::string_view any);
// U+202E and its kin, which would reorder what stands around them.
bool turns_direction(char32_t code);
// `any` with each byte that is no UTF-8 replaced by U+FFFD.
std::string as_valid(std::string_view any);
// "138******78": the ends of a longer text, the first character of a shorter one.
std::string mask(std::string_view valid);
// The runs of digits in `valid` that may be a person's number: seven and more in a row, or eleven
// and more with single blanks or hyphens between. In code points.
std::vector<text::Span> number_runs(std::string_view valid);
// `any` with these runs masked, for where there is no markup (the search index).
std::string with_numbers_masked(std::string_view any);

}  // namespace pingli::report
