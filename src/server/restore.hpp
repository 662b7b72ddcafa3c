// A data folder from a backup: whole and exactly what was backed up, or not at all; or, where one
// asks for it, what is good of it, and the rest by name.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "server/manifest.hpp"
#include "store/options.hpp"

namespace pingli::server {

enum class Wanted : std::uint8_t { All, WhatIsGood };

struct RestoreOptions {
    store::Fold fold;
    store::KeyWrap wrap = {};  // what the backup is under; so is what comes of it
    Instant now;
    Wanted wanted = Wanted::All;
};

struct Restored {
    Manifest manifest;              // as it stands in the new folder
    std::vector<std::string> lost;  // for people; none when all was wanted
};

// `data` must not exist, or be empty. Corrupt names what is not as it was backed up.
Result<Restored> restore(const std::filesystem::path& backup, const std::filesystem::path& data,
                         const RestoreOptions& options);

}  // namespace pingli::server
