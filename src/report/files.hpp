// Writing files so that a reader never sees half of one, and names that are safe on every system.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace pingli::report {

Result<void> make_folder(const std::filesystem::path& folder);
// Written beside and then put in place: an interrupted run leaves the old file whole.
Result<void> write_whole_file(const std::filesystem::path& path, std::string_view bytes);

// Removes the packs of an earlier run: those folders under `folder` that hold nothing but what we
// write. What a person has added to stays, with its folder.
void remove_old_packs(const std::filesystem::path& folder);

// A file name of small letters, digits, '_' and '-' that says `id` as far as it can. Different ids
// get different names: what had to be changed or cut carries a piece of the id's hash. Never empty,
// never hidden, at most 80 bytes, no reserved name of any system.
std::string safe_name(std::string_view prefix, std::string_view id);

}  // namespace pingli::report
