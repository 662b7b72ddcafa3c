// A folder as one file that every tar reads (POSIX ustar). Plain files only.

#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.hpp"

namespace pingli::server {

constexpr std::uint64_t kTarFileBytesMax = (std::uint64_t{1} << 33U) - 1;  // the form has no more

// Files in order of their paths, under `name` and a slash. Fails with TooLarge (also for a
// path of more than some 200 bytes), and with Unavailable when something cannot be read or written.
Result<void> write_tar(const std::filesystem::path& folder, const std::string& name,
                       const std::filesystem::path& to);

}  // namespace pingli::server
