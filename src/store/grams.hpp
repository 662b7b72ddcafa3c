// Search tokens, made by us so that every store finds the same. A folded text falls into runs of
// letters and digits; a run gives its overlapping pairs of characters and, last, its final
// character alone: 要退款 gives 要退, 退款, 款. So every substring of a run can be asked for:
//   one character    the start of a token
//   two              a token
//   more             tokens one after another; runs never touch, their last token parts them.
// Texts are valid UTF-8.

#pragma once

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

// Each token once, and each single character once: for an index of sets.
std::vector<std::string> gram_set(std::string_view folded);

// What must all occur: the runs of each word, folded; none is empty, each once.
constexpr std::size_t kSearchRunsMax = 16;           // further ones are left out
constexpr std::size_t kSearchRunCharactersMax = 64;  // so is what follows in a run
std::vector<std::string> search_runs(const Fold& fold, std::string_view words);

// The characters of a run, and how many.
std::vector<std::string_view> characters(std::string_view run);

}  // namespace pingli::store
