#include "server/random.hpp"

#include <sodium.h>

#include <array>
#include <chrono>

#include "base/uuid.hpp"

namespace pingli::server {

void fill_random(std::span<std::byte> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

std::uint32_t random_number() {
    return randombytes_random();
}

std::string new_id() {
    std::array<std::byte, kUuidRandomBytes> random{};
    fill_random(random);
    return uuid_v7(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()),
                   random);
}

}  // namespace pingli::server
