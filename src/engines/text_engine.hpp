// The text engine from lexicons/ of the data root, its compiled patterns kept in the user's cache.

#pragma once

#include <filesystem>

#include "text/engine.hpp"

namespace pingli::engines {

// Reads lexicons/*.tsv and builds the engine; what is wrong with them stands in `problems`. The
// cache ($XDG_CACHE_HOME or ~/.cache, folder pingli) only saves time: whatever is wrong with it is
// passed over in silence.
Result<text::Engine> load_text_engine(const std::filesystem::path& data_root, Problems& problems);

}  // namespace pingli::engines
