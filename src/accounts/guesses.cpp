#include "accounts/guesses.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace pingli::accounts {

namespace {

// Powers of ten.
constexpr double kOfDigit = 1.0;
constexpr double kOfLetter = 1.4;
constexpr double kOfCapital = 1.7;
constexpr double kOfMark = 1.5;
constexpr double kOfLastMark = 0.8;  // at the end, where rules of others wanted one: mostly "!"
constexpr double kOfOther = 3.0;     // a Chinese character
constexpr double kOfOwnWord = 0.5;
constexpr double kOfRow = 1.6;
constexpr double kOfYear = 2.0;
constexpr double kOfDate = 4.5;
constexpr double kOfMobileNumber = 6.0;  // one's own, most of the time
constexpr double kOfDisguise = 0.5;      // capitals, 0 for o, a line between two parts

constexpr std::size_t kPieceBytesMax = 40;
constexpr std::size_t kRowPieceMin = 4;
constexpr std::size_t kRunMin = 3;
constexpr std::size_t kOwnWordMin = 3;  // bytes: one Chinese character

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_whole_character(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

std::string to_lower(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string undisguised(std::string_view lower) {
    constexpr std::string_view kShown = "@043$517";
    constexpr std::string_view kMeant = "aoaessit";
    std::string out{lower};
    for (char& c : out)
        if (const std::size_t at = kShown.find(c); at != std::string_view::npos) c = kMeant[at];
    return out;
}

bool is_joint(char c) {
    return c == '-' || c == '_' || c == '.' || c == ' ';
}

// "scooby-doo" is "scoobydoo".
std::string joined(std::string_view lower) {
    std::string out{lower};
    std::erase_if(out, is_joint);
    return out;
}

// "!qaz" is "1qaz": a finger runs over the same keys.
std::string unshifted(std::string_view lower) {
    constexpr std::string_view kShifted = "!@#$%^&*()";
    constexpr std::string_view kKeys = "1234567890";
    std::string out{lower};
    for (char& c : out)
        if (const std::size_t at = kShifted.find(c); at != std::string_view::npos) c = kKeys[at];
    return out;
}

// As one of the holder's words is typed: whole, without what joins its parts, or one of them.
void add_own(std::string_view word, std::vector<std::string>& own) {
    const auto add = [&](std::string text) {
        if (text.size() >= kOwnWordMin) own.push_back(std::move(text));
    };
    const std::string lower = to_lower(word);
    add(lower);
    add(joined(lower));
    for (auto from = lower.begin(); from != lower.end();) {
        const auto to = std::find_if(from, lower.end(), is_joint);
        add({from, to});
        from = std::find_if_not(to, lower.end(), is_joint);
    }
}

bool is_mark(char c) {
    const auto code = static_cast<unsigned char>(c);
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return code < 0x80 && !is_letter && !is_digit(c);
}

// Where the marks begin with which it ends.
std::size_t last_marks_of(std::string_view password) {
    const auto last = std::ranges::find_if_not(password | std::views::reverse, is_mark);
    return static_cast<std::size_t>(last.base() - password.begin());
}

double of_character(std::string_view character) {
    if (character.size() > 1) return kOfOther;
    const char c = character.front();
    if (is_digit(c)) return kOfDigit;
    if (c >= 'a' && c <= 'z') return kOfLetter;
    return c >= 'A' && c <= 'Z' ? kOfCapital : kOfMark;
}

bool is_run(std::string_view text, int step) {
    return std::ranges::adjacent_find(text, [step](char a, char b) { return b - a != step; }) ==
           text.end();
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = (value * 10) + (c - '0');
    return value;
}

bool is_month_and_day(std::string_view digits) {
    const int month = number(digits.substr(0, 2));
    const int day = number(digits.substr(2, 2));
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool is_year(std::string_view digits) {
    return digits.starts_with("19") || digits.starts_with("20");
}

std::optional<double> of_digits(std::string_view text) {
    if (!std::ranges::all_of(text, is_digit)) return std::nullopt;
    if (text.size() == 4 && is_year(text)) return kOfYear;
    if (text.size() == 6 && is_month_and_day(text.substr(2))) return kOfDate;
    if (text.size() == 8 && is_year(text) && is_month_and_day(text.substr(4))) return kOfDate;
    if (text.size() == 11 && text[0] == '1' && text[1] >= '3') return kOfMobileNumber;
    return std::nullopt;
}

std::vector<std::string> lines(std::string_view text) {
    std::vector<std::string> out;
    for (const auto part : std::views::split(text, '\n')) {
        std::string_view line{part.begin(), part.end()};
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty() && !line.starts_with("# ")) out.push_back(to_lower(line));
    }
    return out;
}

// The shortest piece of which the whole is a repetition; itself, if it is none.
std::string_view repeated_piece(std::string_view text) {
    for (std::size_t size = 1; size <= text.size() / 2; ++size) {
        if (text.size() % size != 0 || !is_whole_character(text, size)) continue;
        if (text.substr(size) == text.substr(0, text.size() - size)) return text.substr(0, size);
    }
    return text;
}

}  // namespace

GuessBook::Ranks GuessBook::ranks_of(std::string_view text) {
    Ranks ranks;
    std::size_t rank = 0;
    for (std::string& word : lines(text)) ranks.emplace(std::move(word), ++rank);
    return ranks;
}

std::optional<double> GuessBook::guesses_of(const Ranks& ranks, const std::string& piece) {
    const auto found = ranks.find(piece);
    if (found == ranks.end()) return std::nullopt;
    return std::log10(static_cast<double>(found->second));
}

GuessBook::GuessBook(const Texts& texts)
    : words_(ranks_of(texts.common_words)),
      syllables_(ranks_of(texts.syllables)),
      characters_(ranks_of(texts.characters)),
      rows_(lines(texts.rows)) {
    const std::size_t forwards = rows_.size();
    for (std::size_t i = 0; i < forwards; ++i)
        rows_.emplace_back(rows_[i].rbegin(), rows_[i].rend());
}

bool GuessBook::is_of_a_row(std::string_view lower) const {
    return lower.size() >= kRowPieceMin &&
           std::ranges::any_of(rows_, [&](const std::string& row) { return row.contains(lower); });
}

std::optional<double> GuessBook::guesses_of_piece(std::string_view piece, std::string_view lower,
                                                  std::span<const std::string> own_words) const {
    std::optional<double> best = of_digits(lower);
    const auto offer = [&](double guesses) { best = std::min(best.value_or(guesses), guesses); };
    const auto offer_of = [&](const Ranks& ranks, const std::string& text, double more) {
        if (const auto guesses = guesses_of(ranks, text)) offer(*guesses + more);
    };
    const double disguise = piece == lower ? 0.0 : kOfDisguise;
    const double length = std::log10(static_cast<double>(lower.size()));
    const std::string plain = undisguised(lower);
    offer_of(words_, std::string{lower}, disguise);
    offer_of(words_, plain, disguise + kOfDisguise);
    offer_of(words_, joined(lower), disguise + kOfDisguise);
    offer_of(words_, {lower.rbegin(), lower.rend()}, disguise + kOfDisguise);
    offer_of(syllables_, std::string{lower}, disguise);
    offer_of(syllables_, plain, disguise + kOfDisguise);
    if (std::ranges::find(own_words, lower) != own_words.end()) offer(kOfOwnWord);
    if (std::ranges::find(own_words, plain) != own_words.end()) offer(kOfOwnWord + kOfDisguise);
    if (is_of_a_row(lower)) offer(kOfRow + length + disguise);
    if (is_of_a_row(unshifted(lower))) offer(kOfRow + length + disguise + kOfDisguise);
    if (lower.size() >= kRunMin)
        for (const int step : {-1, 0, 1})
            if (is_run(lower, step)) offer(of_character(lower.substr(0, 1)) + length + disguise);
    return best;
}

double GuessBook::guesses_once(std::string_view password,
                               std::span<const std::string> own_words) const {
    const std::string lower = to_lower(password);
    const std::size_t last_marks = last_marks_of(password);
    std::vector<double> best(password.size() + 1, HUGE_VAL);
    best[0] = 0;
    for (std::size_t from = 0; from < password.size(); ++from) {
        if (!is_whole_character(password, from)) continue;
        std::size_t to = from + 1;
        while (!is_whole_character(password, to)) ++to;
        const std::string_view character = password.substr(from, to - from);
        double alone = from < last_marks ? of_character(character) : kOfLastMark;
        if (const auto known = guesses_of(characters_, std::string{character}))
            alone = std::min(alone, *known);
        best[to] = std::min(best[to], best[from] + alone);
        for (++to; to <= std::min(password.size(), from + kPieceBytesMax); ++to) {
            if (!is_whole_character(password, to)) continue;
            const auto found =
                guesses_of_piece(password.substr(from, to - from),
                                 std::string_view{lower}.substr(from, to - from), own_words);
            if (found) best[to] = std::min(best[to], best[from] + *found);
        }
    }
    return best.back();
}

double GuessBook::guesses(std::string_view password, std::span<const std::string> own_words) const {
    std::vector<std::string> own;
    for (const std::string& word : own_words) add_own(word, own);
    const std::string_view piece = repeated_piece(password);
    const double times = static_cast<double>(password.size()) /
                         static_cast<double>(std::max<std::size_t>(1, piece.size()));
    return guesses_once(piece, own) + std::log10(std::max(1.0, times));
}

}  // namespace pingli::accounts
