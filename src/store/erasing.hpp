// For the stores, when a person is erased: which cases may hold something that was made of their
// words.

#pragma once

#include <string>
#include <string_view>

namespace pingli::store {

// The longest part of a person's id that stands in the bytes of an event as it is, whatever its
// format escapes. Cases whose events hold it are more than the person's, perhaps: their texts are
// taken away too, and a rebuild brings those back.
std::string plain_part(std::string_view id);

}  // namespace pingli::store
