// How a browser keeps that an account was entered from it before: a cookie of its own, which
// outlives the session. It opens nothing; see accounts/throttle.hpp.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace pingli::accounts {

constexpr Duration kDeviceKnownFor = std::chrono::days{180};  // since the last log-in from it
constexpr std::size_t kDevicesMax = 20;                       // of one account; the oldest goes

std::string_view device_cookie_name(bool is_secure);
std::string set_device_cookie(std::string_view device, bool is_secure);  // value of Set-Cookie

}  // namespace pingli::accounts
