// The folders that a server writes in, as it finds and makes them.

#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace pingli::server {

// It is there, can be written and is its user's alone. Fails with Unavailable.
Result<void> ensure_folder(const std::filesystem::path& folder);

// Empty: what was just arriving when a program was killed goes, words that nobody else knows of.
// The store is this program's alone by now, and so is the folder.
Result<void> begin_uploads(const std::filesystem::path& folder);

}  // namespace pingli::server
