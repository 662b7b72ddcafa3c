// The lines of a body that waits in a file.

#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "base/result.hpp"
#include "http/upload.hpp"

namespace pingli::http {

// Calls `take` with the number and the text of each line that is not blank; of one of more than
// `bytes_max` with its beginning, a byte longer than that. No more is ever held. Unavailable.
Result<void> each_line(const UploadedFile& body, std::size_t bytes_max,
                       const std::function<void(std::size_t, std::string_view)>& take);

}  // namespace pingli::http
