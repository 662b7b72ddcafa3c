// The preview of a file (intake/preview.hpp) as it is kept beside the files of an import.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "intake/preview.hpp"

namespace pingli::reviews {

std::string to_bytes(const intake::FilePreview& preview);
// Nothing: these bytes are none.
std::optional<intake::FilePreview> read_preview(std::string_view bytes);

}  // namespace pingli::reviews
