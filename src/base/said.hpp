// What the program says to people: the code of a sentence and what is told in it. Whoever finds
// something out names a code; its words, in both languages, stand in words/codes.tsv only.
//
//     say("field.text_max", 200)     a text of at most 200 bytes      不超过 200 字节的文字
//
// Arguments take the places of the sentence's {names} in the order of the English one. An argument
// may be a saying itself, and is then said in the language of the whole. scripts/check_words.py
// holds each say() against the file.

#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bilingual.hpp"

namespace pingli {

class Said {
public:
    Said() = default;  // nothing
    // Words that are the same in both languages: of the input itself, a name, a number. Also what
    // only the operator reads, in English. Never a literal: that would be a sentence without code.
    Said(std::string text) : text_(std::move(text)) {}
    Said(std::string_view code, std::vector<Said> arguments)
        : text_(code), arguments_(std::move(arguments)), is_coded_(true) {}

    [[nodiscard]] bool empty() const { return text_.empty(); }
    [[nodiscard]] bool is_coded() const { return is_coded_; }
    [[nodiscard]] const std::string& code() const { return text_; }  // or the text, without one
    [[nodiscard]] const std::vector<Said>& arguments() const { return arguments_; }

    friend bool operator==(const Said&, const Said&) = default;

private:
    std::string text_;
    std::vector<Said> arguments_;
    bool is_coded_ = false;
};

namespace detail {

template <class T>
Said argument(T&& value) {
    if constexpr (std::same_as<std::remove_cvref_t<T>, Said>)
        return std::forward<T>(value);
    else if constexpr (std::integral<std::remove_cvref_t<T>>)
        return std::to_string(value);
    else
        return std::string{std::forward<T>(value)};
}

}  // namespace detail

template <class... Arguments>
Said say(std::string_view code, Arguments&&... arguments) {
    std::vector<Said> list;
    list.reserve(sizeof...(arguments));
    (list.push_back(detail::argument(std::forward<Arguments>(arguments))), ...);
    return {code, std::move(list)};
}

// The saying with `change` made to each text in it: what the input or the machine itself said.
template <class Change>
Said with_texts(const Said& said, const Change& change) {
    if (!said.is_coded()) return change(said.code());
    std::vector<Said> arguments;
    for (const Said& argument : said.arguments()) arguments.push_back(with_texts(argument, change));
    return {said.code(), std::move(arguments)};
}

std::string english(const Said& said);
Bilingual both(const Said& said);

// As a record keeps it; what is not of this form reads as a text, as older programs kept it.
std::string to_bytes(const Said& said);
Said parse_said(std::string_view bytes);

}  // namespace pingli
