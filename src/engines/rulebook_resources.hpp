// Where the zones and calendars of rulebooks come from.

#pragma once

#include <filesystem>

#include "rulebook/build.hpp"

namespace pingli::engines {

// Zones of the system, calendars of `data_root`; each calendar is read once. From any thread.
rulebook::Resources rulebook_resources(const std::filesystem::path& data_root);

}  // namespace pingli::engines
