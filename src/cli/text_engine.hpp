// The text engine from lexicons/ of the data root, its compiled patterns kept in the user's cache.

#pragma once

#include <optional>

#include "cli/verbs.hpp"
#include "text/engine.hpp"

namespace pingli::cli {

// Reads lexicons/*.tsv and builds the engine; reports faults and returns nothing when they are
// many or the files cannot be read. The cache ($XDG_CACHE_HOME or ~/.cache, folder pingli) only
// saves time: whatever is wrong with it is passed over in silence.
std::optional<text::Engine> load_text_engine(Context& context);

}  // namespace pingli::cli
