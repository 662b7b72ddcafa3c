// What stands in a backup: a folder with the database, the files of exhibits, and MANIFEST,
//
//   pingli backup 2
//   made 2026-05-12T10:00:00+00:00
//   outer-key FINGERPRINT            under which the secrets in the database are; none: no line
//   head SHOP POSITION HASH          a line a shop; also what `audit verify --expect-file` takes
//   journal POSITION HASH            of the journal of keys, records and the shelf
//   database BYTES SHA256            of pingli.db
//   file BYTES PATH                  a line a file of an exhibit, whose name is its SHA-256
//   fault WORDS                      a line each of what was not good: the backup is incomplete
//   end 17 SHA256                    how many lines come before, and the hash of these lines: a
//                                    manifest that was cut off or changed shows
//
// Paths are relative, of the form files/XX…/XX/HASH. The first form (pingli backup 1) had no
// database line, no fault lines and no hash at its end; it is still read.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/event_store.hpp"

namespace pingli::server {

constexpr const char* kManifest = "MANIFEST";

struct KeptFile {
    std::string path;
    std::uintmax_t bytes = 0;
};
struct KeptDatabase {
    std::uintmax_t bytes = 0;
    std::string sha256;
};
struct Manifest {
    std::string made_at;
    std::string outer_key;  // empty: under none
    std::vector<app::Head> heads;
    std::optional<app::Head> journal;
    std::optional<KeptDatabase> database;  // none: of the first form
    std::vector<KeptFile> files;
    std::vector<std::string> faults;  // for people; none: the backup is whole
};

std::string to_text(const Manifest& manifest);  // today's form
// Corrupt when a line is missing or is not of this form.
Result<Manifest> parse_manifest(const std::string& text);

}  // namespace pingli::server
