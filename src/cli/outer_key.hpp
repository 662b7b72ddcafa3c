// The outer key (store/key_wrap.hpp) as a file: 64 hexadecimal digits, readable by nobody else. A
// secret that systemd, Docker or Kubernetes lays is such a file too.

#pragma once

#include <filesystem>

#include <CLI/CLI.hpp>

#include "base/result.hpp"
#include "store/key_wrap.hpp"

namespace pingli::cli {

// --outer-key-file, and PINGLI_OUTER_KEY_FILE where it is not given.
void add_outer_key_option(CLI::App& verb, std::filesystem::path& file);

// An empty path: no outer key. Invalid when others may read the file, or it holds something else.
Result<store::KeyWrap> read_outer_key(const std::filesystem::path& file);

// A new key in a new file. Invalid when there is one: none is ever written over.
Result<store::KeyWrap> make_outer_key(const std::filesystem::path& file);

}  // namespace pingli::cli
