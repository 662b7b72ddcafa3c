#include "engines/text_engine.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include "engines/data_file.hpp"

namespace pingli::engines {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLexiconBytesMax = 16 << 20;
constexpr std::size_t kCacheBytesMax = 256 << 20;

fs::path cache_file(const std::string& key) {
    const auto variable = [](const char* name) -> fs::path {
        const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): at start.
        return value == nullptr ? fs::path{} : fs::path{value};
    };
    fs::path folder = variable("XDG_CACHE_HOME");
    if (folder.empty() && !variable("HOME").empty()) folder = variable("HOME") / ".cache";
    if (!folder.is_absolute()) return {};
    return folder / "pingli" / ("text-" + key + ".bin");
}

// Whole or not at all: another program may read the file at the same time.
void keep(const fs::path& file, const std::string& bytes) {
    std::error_code ignored;
    fs::create_directories(file.parent_path(), ignored);
    fs::path fresh = file;
    fresh += "." + std::to_string(::getpid());
    {
        std::ofstream out{fresh, std::ios::binary | std::ios::trunc};
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!out.flush()) {
            fs::remove(fresh, ignored);
            return;
        }
    }
    fs::rename(fresh, file, ignored);
    if (ignored) fs::remove(fresh, ignored);
}

Result<std::vector<text::LexiconFile>> read_lexicons(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code failed;
    for (fs::directory_iterator it{folder, failed}, end; !failed && it != end; it.increment(failed))
        if (it->path().extension() == ".tsv") paths.push_back(it->path());
    if (failed) return fail(ErrorCode::NotFound, folder.string() + ": cannot be read");
    std::ranges::sort(paths);
    std::vector<text::LexiconFile> files;
    for (const fs::path& path : paths)
        files.push_back(
            {.name = path.filename().string(), .bytes = TRY(read_file(path, kLexiconBytesMax))});
    return files;
}

}  // namespace

Result<text::Engine> load_text_engine(const fs::path& data_root, Problems& problems) {
    const auto files = TRY(read_lexicons(data_root / "lexicons"));
    const fs::path cache = cache_file(text::Engine::cache_key(files));
    std::string cached;
    if (!cache.empty())
        if (auto bytes = read_file(cache, kCacheBytesMax)) cached = std::move(*bytes);
    auto engine = TRY(text::Engine::build(files, cached, problems));
    if (!engine.is_from_cache() && !cache.empty()) keep(cache, engine.serialize());
    return engine;
}

}  // namespace pingli::engines
