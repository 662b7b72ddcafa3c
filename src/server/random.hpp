// Randomness for secrets and ids, from the system.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace pingli::server {

void fill_random(std::span<std::byte> bytes);
std::uint32_t random_number();
std::string new_id();  // a UUID of today, version 7

}  // namespace pingli::server
