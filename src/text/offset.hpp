// Places in a text, and the only way to reckon back from them.
//
// Offsets are unsigned: a difference that would go below zero is a place far behind any text, and
// one buyer's "6r" ended the server that way. So an Offset cannot be subtracted from, and the
// functions here are total: whatever they are asked, they answer with something that lies within
// the text. scripts/check_layers.py keeps raw subtraction and substr() out of this folder.

#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pingli::text {

// Bytes from the start of a text (at most 4 GB, which limits.hpp keeps far away).
class Offset {
public:
    constexpr Offset() = default;
    // NOLINTBEGIN(google-explicit-constructor): a place that is read is a plain number.
    template <std::unsigned_integral Number>
    constexpr Offset(Number bytes) : bytes_(static_cast<std::uint32_t>(bytes)) {}
    constexpr operator std::uint32_t() const { return bytes_; }
    // NOLINTEND(google-explicit-constructor)

    constexpr Offset& operator+=(std::size_t bytes) { return *this = *this + bytes; }
    template <std::integral Number>
    friend constexpr Offset operator+(Offset at, Number bytes) {
        return std::size_t{at.bytes_} + static_cast<std::size_t>(bytes);
    }
    template <class Other>
    friend void operator-(Offset, Other) = delete;  // gap(), back()
    template <std::integral Other>
    friend void operator-(Other, Offset) = delete;
    template <class Other>
    Offset& operator-=(Other) = delete;
    Offset& operator--() = delete;
    Offset operator--(int) = delete;

private:
    std::uint32_t bytes_ = 0;
};

// How far `to` lies behind `from`; 0 when it does not.
template <std::convertible_to<std::size_t> From, std::convertible_to<std::size_t> To>
constexpr std::size_t gap(From from, To to) {
    const std::size_t first = from;
    const std::size_t last = to;
    return last > first ? last - first : 0;
}

// `at` without `count`, if there is as much before it.
constexpr std::optional<std::size_t> back(std::size_t at, std::size_t count) {
    return count <= at ? std::optional{at - count} : std::nullopt;
}

// The place `count` before `at`, or the start.
constexpr std::size_t back_or_start(std::size_t at, std::size_t count) {
    return gap(count, at);
}

// The bytes from `from` to `to`, as far as the text has them.
constexpr std::string_view cut(std::string_view text, std::size_t from, std::size_t to) {
    const std::size_t first = std::min(from, text.size());
    return text.substr(first, gap(first, to));
}
constexpr std::string_view up_to(std::string_view text, std::size_t to) {
    return cut(text, 0, to);
}
constexpr std::string_view rest(std::string_view text, std::size_t at) {
    return cut(text, at, text.size());
}

// The byte right before `at`, or 0 at the start.
constexpr char byte_before(std::string_view text, std::size_t at) {
    const auto place = back(at, 1);
    return place && *place < text.size() ? text[*place] : '\0';
}

// The start of the character that ends at `at`; 0 at the start.
constexpr std::size_t letter_before(std::string_view text, std::size_t at) {
    std::size_t place = back_or_start(std::min(at, text.size()), 1);
    while (place > 0 && (static_cast<unsigned char>(text[place]) & 0xC0) == 0x80)
        place = back_or_start(place, 1);
    return place;
}

// The element before index `at`, or null.
template <class List>
constexpr auto* one_before(List& list, std::size_t at) {
    const auto place = back(at, 1);
    return place && *place < list.size() ? &list[*place] : nullptr;
}

}  // namespace pingli::text
