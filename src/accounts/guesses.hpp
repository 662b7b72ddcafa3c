// How many guesses a password withstands of somebody who knows what people choose: common
// passwords, rows of keys, the syllables and characters of Chinese, years and dates, and the
// holder's own words. Pure; the words are data (passwords/README.md).

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pingli::accounts {

// Fewer are refused: a million tries are nothing to a list, and log-in lets nobody try more.
constexpr double kGuessesMin = 8.0;  // as a power of ten

class GuessBook {
public:
    // Each: one a line, '#' begins a comment; all but the rows with the most frequent first.
    struct Texts {
        std::string_view common_words;
        std::string_view rows;
        std::string_view syllables;   // of pinyin
        std::string_view characters;  // Chinese ones
    };
    explicit GuessBook(const Texts& texts);

    // As a power of ten. `own_words` are tried at once, whatever their case.
    [[nodiscard]] double guesses(std::string_view password,
                                 std::span<const std::string> own_words) const;
    [[nodiscard]] std::size_t words() const { return words_.size(); }

private:
    using Ranks = std::unordered_map<std::string, std::size_t>;

    static Ranks ranks_of(std::string_view text);
    static std::optional<double> guesses_of(const Ranks& ranks, const std::string& piece);
    [[nodiscard]] double guesses_once(std::string_view password,
                                      std::span<const std::string> own_words) const;
    [[nodiscard]] std::optional<double> guesses_of_piece(
        std::string_view piece, std::string_view lower,
        std::span<const std::string> own_words) const;
    [[nodiscard]] bool is_of_a_row(std::string_view lower) const;

    Ranks words_;
    Ranks syllables_;
    Ranks characters_;
    std::vector<std::string> rows_;  // both ways
};

}  // namespace pingli::accounts
