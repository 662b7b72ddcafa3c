// What `serve` is told is looked at before anything is made: a server that fails half-way leaves a
// folder that is neither new nor whole.

#pragma once

#include <string>

#include "server/serve.hpp"

namespace pingli::cli {

struct ServeFiles {
    std::string certificate, key;
    std::string clock;
};

// Invalid: which option, what it was given, what is expected. The URL loses the slash at its end.
Result<void> check(server::ServeOptions& options, const ServeFiles& files);

}  // namespace pingli::cli
