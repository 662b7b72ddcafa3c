// What the verbs that use rulebooks share: where zones and calendars come from.

#pragma once

#include <filesystem>

#include "rulebook/build.hpp"

namespace pingli::cli {

// Zones of the system, calendars of `data_root`; each calendar is read once. From any thread.
rulebook::Resources rulebook_resources(const std::filesystem::path& data_root);

}  // namespace pingli::cli
