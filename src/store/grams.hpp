// Search tokens, made by us so that every store finds the same. A folded text falls into runs of
// letters and digits; a run gives its overlapping pairs of characters and, last, its final
// character alone: 要退款 gives 要退, 退款, 款. So every substring of a run can be asked for:
//   one character    the start of a token
//   two              a token
//   more             tokens one after another; runs never touch, their last token parts them.
// Numbers of orders share most of their pairs with all others, so that they have tokens of four
// beside: of every stretch of ASCII letters and digits. Texts are valid UTF-8.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pingli::store {

// One written form for what is the same to a reader; text::Folder::fold in the product.
using Fold = std::function<std::string(std::string_view)>;

// `text` folded and cut to the search's limit, at a character.
std::string searchable(const Fold& fold, std::string_view text);

// The tokens in order, parted by single spaces.
std::string gram_text(std::string_view folded);

// Of every stretch of four or more ASCII letters and digits: its overlapping fours in order and,
// last, its final three, which part it from the next. Parted by single spaces.
std::string quad_text(std::string_view folded);
std::vector<std::string_view> stretches(std::string_view run);
std::vector<std::string_view> quads(std::string_view stretch);

// A token as a number: one character, two, or four letters and digits of ASCII.
std::int64_t token_code(std::string_view token);
// The code of each token once, of each single character and of each four once: for an index of
// sets.
std::vector<std::int64_t> token_codes(std::string_view folded);

// What must all occur: the runs of each word, folded; none is empty, each once.
constexpr std::size_t kSearchRunsMax = 16;           // further ones are left out
constexpr std::size_t kSearchRunCharactersMax = 64;  // so is what follows in a run
std::vector<std::string> search_runs(const Fold& fold, std::string_view words);

// The characters of a run, and how many.
std::vector<std::string_view> characters(std::string_view run);

}  // namespace pingli::store
