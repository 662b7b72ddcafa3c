// How many guesses a password withstands of somebody who knows what people choose: common
// passwords, rows of keys, years and dates, and the holder's own words. Pure; the words are data
// (passwords/README.md).

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
    // Both: one a line, '#' begins a comment; the words with the most frequent first.
    GuessBook(std::string_view common_words, std::string_view rows);

    // As a power of ten. `own_words` are tried at once, whatever their case.
    [[nodiscard]] double guesses(std::string_view password,
                                 std::span<const std::string> own_words) const;
    [[nodiscard]] std::size_t words() const { return ranks_.size(); }

private:
    [[nodiscard]] double guesses_once(std::string_view password,
                                      std::span<const std::string> own_words) const;
    [[nodiscard]] std::optional<double> guesses_of_piece(
        std::string_view piece, std::string_view lower,
        std::span<const std::string> own_words) const;
    [[nodiscard]] bool is_of_a_row(std::string_view lower) const;

    std::unordered_map<std::string, std::size_t> ranks_;
    std::vector<std::string> rows_;  // both ways
};

}  // namespace pingli::accounts
