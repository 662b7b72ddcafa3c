// Whether a file from outside is known to do harm: asked before it is kept. A port: who knows that
// is a scanner beside the program.

#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"

namespace pingli::app {

class FileScanner {
public:
    virtual ~FileScanner() = default;
    // What the file at `path` is known as; nothing when no harm of it is known. Unavailable when
    // there is no answer: then nobody knows. From any thread.
    virtual Result<std::optional<std::string>> harm_in(const std::string& path) = 0;
};

}  // namespace pingli::app
