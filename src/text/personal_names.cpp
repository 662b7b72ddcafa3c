#include "text/personal_names.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "text/offset.hpp"

namespace pingli::text {

namespace {

constexpr std::size_t kCodes = 0x10000;

}  // namespace

PersonalNames::PersonalNames(const Lexicon& lexicon)
    : surnames_(kCodes, false), given_(kCodes, false) {
    const auto mark = [](std::vector<bool>& set, const std::string& word) {
        const char32_t code = utf8::decode(word, 0).code;
        if (code < kCodes) set[code] = true;
    };
    for (const std::string& word : lexicon.data(Category{"pii.surname"})) {
        if (utf8::count(word) == 1)
            mark(surnames_, word);
        else
            double_surnames_.push_back(word);
    }
    for (const std::string& word : lexicon.data(Category{"pii.given"})) mark(given_, word);
}

std::size_t PersonalNames::surname(std::string_view text, std::size_t at) const {
    if (at >= text.size()) return 0;
    for (const std::string& word : double_surnames_)
        if (rest(text, at).starts_with(word)) return word.size();
    const utf8::Decoded letter = utf8::decode(text, at);
    return letter.code < kCodes && surnames_[letter.code] ? letter.size : 0;
}

bool PersonalNames::is_given(std::string_view text, std::size_t at) const {
    if (at >= text.size()) return false;
    const char32_t code = utf8::decode(text, at).code;
    return code < kCodes && given_[code];
}

bool PersonalNames::may_begin(std::string_view text, std::size_t at) const {
    const std::size_t size = surname(text, at);
    return size > 0 && is_given(text, at + size);
}

}  // namespace pingli::text
