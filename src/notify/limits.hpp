// Limits of web-hooks and of those who send them.

#pragma once

#include <chrono>
#include <cstddef>

#include "base/time.hpp"

namespace pingli::notify {

constexpr std::size_t kHooksAShopMax = 20;
constexpr std::size_t kHooksAPersonMax = 60;  // that one person has made, in all shops
// One account (a person's hooks in all shops) has at most half of them at work, so that receivers
// that never answer hold up nobody else's.
constexpr std::size_t kCourierThreads = 8;
constexpr Duration kRest = std::chrono::seconds{30};     // after a failure, doubled with each more
constexpr Duration kRestMax = std::chrono::minutes{16};  // of a hook between two deliveries

}  // namespace pingli::notify
