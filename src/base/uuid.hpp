// UUID version 7 (RFC 9562): sortable by the millisecond it was made in, unguessable beyond that.

#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace pingli {

constexpr std::size_t kUuidRandomBytes = 10;

// "01980f2c-5e3a-7c4d-9b1e-0123456789ab". `at` is between 1970 and the year 10889.
std::string uuid_v7(std::chrono::sys_time<std::chrono::milliseconds> at,
                    const std::array<std::byte, kUuidRandomBytes>& random);

// Any UUID in lower case, as we write them.
bool is_uuid(std::string_view text);

}  // namespace pingli
