// The names of enumerators as data and API know them: one table an enum, both ways.

#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <type_traits>

namespace pingli::cases {

// Specialised beside each enum, in the order of its enumerators, which start at 0 without holes.
template <class Enum>
inline constexpr auto kNamesOf = std::array<std::string_view, 0>{};

template <class Enum>
concept Named = std::is_enum_v<Enum> && kNamesOf<Enum>.size() > 0;

// Whether the table ends where the enum does, and no name in it is empty or there twice.
template <Named Enum>
consteval bool is_named_up_to(Enum last) {
    auto names = kNamesOf<Enum>;
    std::ranges::sort(names);
    return names.size() == static_cast<std::size_t>(last) + 1 && !names.front().empty() &&
           std::ranges::adjacent_find(names) == names.end();
}

template <Named Enum>
constexpr std::string_view to_name(Enum value) {
    return kNamesOf<Enum>.at(static_cast<std::size_t>(value));
}

template <Named Enum>
constexpr std::optional<Enum> parse_name(std::string_view name) {
    const auto found = std::ranges::find(kNamesOf<Enum>, name);
    if (found == kNamesOf<Enum>.end()) return std::nullopt;
    return static_cast<Enum>(std::ranges::distance(kNamesOf<Enum>.begin(), found));
}

// A few enumerators of one enum, as a constant.
template <Named Enum>
struct SetOf {
    static_assert(kNamesOf<Enum>.size() <= 32);
    std::uint32_t bits = 0;
    [[nodiscard]] constexpr bool has(Enum value) const {
        return ((bits >> static_cast<unsigned>(value)) & 1U) != 0;
    }
    friend constexpr SetOf operator|(SetOf left, SetOf right) {
        return {.bits = left.bits | right.bits};
    }
};

// All of the enum.
template <Named Enum>
consteval SetOf<Enum> every() {
    return {.bits = static_cast<std::uint32_t>((std::uint64_t{1} << kNamesOf<Enum>.size()) - 1)};
}

template <Named Enum, std::same_as<Enum>... Enums>
constexpr SetOf<Enum> set_of(Enum first, Enums... more) {
    SetOf<Enum> out{.bits = std::uint32_t{1} << static_cast<unsigned>(first)};
    ((out.bits |= std::uint32_t{1} << static_cast<unsigned>(more)), ...);
    return out;
}

}  // namespace pingli::cases
