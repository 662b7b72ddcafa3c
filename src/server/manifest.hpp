// What stands in a backup: a folder with the database, the files of exhibits, and MANIFEST,
//
//   pingli backup 1
//   made 2026-05-12T10:00:00+00:00
//   head SHOP POSITION HASH          a line a shop; also what `audit verify --expect-file` takes
//   file BYTES PATH                  a line a file of an exhibit, whose name is its SHA-256
//   end 17                           how many lines come before: a manifest that was cut off shows
//
// Paths are relative, of the form files/XX…/XX/HASH.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/event_store.hpp"

namespace pingli::server {

constexpr const char* kManifest = "MANIFEST";

struct KeptFile {
    std::string path;
    std::uintmax_t bytes = 0;
};
struct Manifest {
    std::string made_at;
    std::vector<app::Head> heads;
    std::vector<KeptFile> files;
};

std::string to_text(const Manifest& manifest);
// Corrupt when a line is missing or is not of this form.
Result<Manifest> parse_manifest(const std::string& text);

}  // namespace pingli::server
