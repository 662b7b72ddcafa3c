// Base64 as browsers and links carry it: the alphabet for URLs, without padding (RFC 4648, 5).

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pingli::accounts {

std::string to_base64url(std::string_view bytes);
// Nothing when it is not exactly what to_base64url writes.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace pingli::accounts
