// Who says a line of a conversation.

#pragma once

#include <cstdint>

namespace pingli {

enum class Speaker : std::uint8_t { Buyer, Seller, Platform };

}  // namespace pingli
