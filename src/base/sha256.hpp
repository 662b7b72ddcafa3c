// SHA-256 as lower-case hexadecimal (libsodium).

#pragma once

#include <string>
#include <string_view>

namespace pingli {

std::string sha256_hex(std::string_view bytes);

}  // namespace pingli
