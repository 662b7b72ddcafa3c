// The whole of a file.

#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "base/result.hpp"

namespace pingli::engines {

// NotFound, Invalid (a folder), TooLarge or Unavailable, naming the file.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max);

// What is left of a stream that `name` names.
Result<std::string> read_all(std::istream& in, const std::string& name, std::size_t bytes_max);

}  // namespace pingli::engines
