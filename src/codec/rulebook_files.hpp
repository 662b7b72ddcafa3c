// Rulebooks in files: rulebooks/<id>/<version>.md.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "base/result.hpp"
#include "rulebook/build.hpp"

namespace pingli::codec {

// The rulebooks under a folder, sorted by path; a file stands for itself. README.md is none. Fails
// with NotFound when the path does not exist, or the folder holds no rulebook.
Result<std::vector<std::filesystem::path>> find_rulebooks(const std::filesystem::path& path);

// Reads and builds one file; nullptr when it has problems, which are added with the file's path.
rulebook::RulebookPtr load_rulebook(const std::filesystem::path& path,
                                    const rulebook::Resources& resources, Problems& problems);

// All of a folder; files with problems are left out and their problems added.
std::vector<rulebook::RulebookPtr> load_rulebooks(const std::filesystem::path& folder,
                                                  const rulebook::Resources& resources,
                                                  Problems& problems);

// The page of a rulebook that was loaded, read again. Unavailable when it cannot be read, or is no
// longer the page that judges.
Result<std::string> read_rulebook_source(const rulebook::Rulebook& book);

}  // namespace pingli::codec
