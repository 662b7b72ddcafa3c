// A few words, compared one by one: for lists too short or too much bound to their place for the
// matcher.

#pragma once

#include <algorithm>
#include <initializer_list>
#include <ranges>
#include <string_view>

namespace pingli::text {

using Words = std::initializer_list<std::string_view>;

template <std::ranges::input_range List = Words>
bool starts_with_any(std::string_view text, const List& words) {
    return std::ranges::any_of(words, [&](std::string_view w) { return text.starts_with(w); });
}

template <std::ranges::input_range List = Words>
bool ends_with_any(std::string_view text, const List& words) {
    return std::ranges::any_of(words, [&](std::string_view w) { return text.ends_with(w); });
}

template <std::ranges::input_range List = Words>
bool is_any_of(std::string_view text, const List& words) {
    return std::ranges::any_of(words, [&](std::string_view w) { return text == w; });
}

template <std::ranges::input_range List = Words>
bool contains_any(std::string_view text, const List& words) {
    return std::ranges::any_of(words, [&](std::string_view w) { return text.contains(w); });
}

}  // namespace pingli::text
