// Whether bytes may be given to libcbor (behind libfido2): it makes room for what a head announces
// before it looks at what is there. Pure.

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace pingli::accounts {

constexpr std::size_t kCborDepthMax = 8;

// The length of the item at the beginning of `bytes`. Nothing: it is not whole, deeper than
// kCborDepthMax, of lengths that are not said beforehand, or with tags; CTAP2 has none of those.
std::optional<std::size_t> cbor_item_size(std::string_view bytes);

}  // namespace pingli::accounts
