// Base64 as RFC 4648 has it, with padding (libsodium).

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pingli {

std::string to_base64(std::string_view bytes);
// Nothing when it is not exactly what to_base64 writes.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace pingli
