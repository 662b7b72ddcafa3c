// How the receiver of a web-hook knows that it comes from us and is fresh: an HMAC-SHA256 over the
// time and the exact body, "t=1790848800,v1=<64 hex digits>". While a secret is being changed there
// is one v1 for each.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace pingli::notify {

constexpr std::string_view kSignatureField = "Pingli-Signature";
constexpr Duration kSignatureAgeMax = std::chrono::minutes{5};  // either way: clocks differ

std::string sign(std::span<const std::string> secrets, std::string_view body, Instant at);
// What a receiver does; here for tests and for our own receivers.
bool is_signed(std::string_view signature, std::string_view secret, std::string_view body,
               Instant now);

}  // namespace pingli::notify
