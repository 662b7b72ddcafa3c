// The text engine with the lexicons of the repository, for tests. The compiled patterns are kept in
// the temporary folder under their key, since every test runs in a process of its own.

#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

#include "base/assert.hpp"
#include "text/engine.hpp"

namespace pingli::support {

inline std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

inline std::vector<text::LexiconFile> shipped_lexicons() {
    std::vector<text::LexiconFile> files;
    const std::filesystem::path folder{std::string{PINGLI_SOURCE_DIR} + "/lexicons"};
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (entry.path().extension() == ".tsv")
            files.push_back({entry.path().filename().string(), read_bytes(entry.path())});
    std::ranges::sort(files, {}, &text::LexiconFile::name);
    return files;
}

inline const text::Engine& shipped_engine() {
    static const text::Engine engine = [] {
        const auto files = shipped_lexicons();
        const auto cache = std::filesystem::temp_directory_path() /
                           ("pingli-test-patterns-" + text::Engine::cache_key(files));
        Problems problems;
        auto built = text::Engine::build(files, read_bytes(cache), problems);
        PINGLI_ASSERT(built.has_value());
        if (!std::filesystem::exists(cache)) {
            const auto fresh = cache.string() + "." + std::to_string(::getpid());
            const std::string bytes = built->serialize();
            std::ofstream{fresh, std::ios::binary}.write(
                bytes.data(), static_cast<std::streamsize>(bytes.size()));
            std::error_code ignored;
            std::filesystem::rename(fresh, cache, ignored);
        }
        return std::move(*built);
    }();
    return engine;
}

}  // namespace pingli::support
