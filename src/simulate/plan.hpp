// How often each trouble happens: a profile is a table of shares.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "simulate/random.hpp"
#include "simulate/scene.hpp"

namespace pingli::simulate {

enum class Profile : std::uint8_t {
    Shop,   // much trouble, all of it: for demos and for measuring recall
    Bench,  // what a large shop looks like: 5 % neutral or bad, 2 % with a chat
};
std::optional<Profile> parse_profile(std::string_view name);

Trouble pick_trouble(Profile profile, Random& random);

}  // namespace pingli::simulate
