// A folder as one file that every tar reads (POSIX pax, by libarchive). Plain files only.

#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace pingli::server {

// Files in order of their paths, under `name` and a slash. Unavailable when something cannot be
// read or written.
Result<void> write_tar(const std::filesystem::path& folder, const std::string& name,
                       const std::filesystem::path& to);

}  // namespace pingli::server
