// Base64 as browsers and links carry it: the alphabet for URLs, without padding (RFC 4648, 5); and
// as HTTP does.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pingli::accounts {

std::string to_base64url(std::string_view bytes);
// Nothing when it is not exactly what to_base64url writes.
std::optional<std::string> from_base64url(std::string_view text);
// The other alphabet, with padding (RFC 4648, 4): HTTP's Basic log-in has it.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace pingli::accounts
