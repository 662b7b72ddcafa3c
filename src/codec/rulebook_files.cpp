#include "codec/rulebook_files.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>

#include "base/sha256.hpp"
#include "codec/rulebook_markdown.hpp"

namespace pingli::codec {

namespace fs = std::filesystem;

namespace {

bool is_rulebook(const fs::path& path) {
    return path.extension() == ".md" && path.filename() != "README.md" &&
           path.filename() != "README.zh-CN.md";
}

Result<std::string> read_bytes(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) return fail(ErrorCode::NotFound, "a file that can be read");
    // One byte more than allowed, so that the page's reader sees that it is too large.
    std::string bytes(rulebook::kFileBytesMax + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (file.bad()) return fail(ErrorCode::Unavailable, "a file that can be read");
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

void check_path(const fs::path& path, const rulebook::Rulebook& book, Problems& problems) {
    std::error_code failed;
    const fs::path full = fs::weakly_canonical(path, failed);
    if (failed || (full.stem() == book.version && full.parent_path().filename() == book.id)) return;
    problems.push_back(
        {.file = path.string(),
         .line = 1,
         .column = 0,
         .field = "front matter",
         .found = "id " + book.id + ", version " + book.version,
         .expected = "the file to be named " + book.id + "/" + book.version + ".md"});
}

}  // namespace

Result<std::vector<fs::path>> find_rulebooks(const fs::path& path) {
    std::error_code failed;
    if (fs::is_regular_file(path, failed)) return std::vector{path};
    std::vector<fs::path> paths;
    fs::recursive_directory_iterator entries{path, failed};
    if (failed) return fail(ErrorCode::NotFound, path.string() + ": no such file or folder");
    for (; entries != fs::recursive_directory_iterator{}; entries.increment(failed)) {
        if (failed) return fail(ErrorCode::Unavailable, path.string() + ": cannot be read");
        if (entries->is_regular_file(failed) && is_rulebook(entries->path()))
            paths.push_back(entries->path());
    }
    if (paths.empty())
        return fail(ErrorCode::NotFound, path.string() + ": no rulebook (*.md) in this folder");
    std::ranges::sort(paths);
    return paths;
}

rulebook::RulebookPtr load_rulebook(const fs::path& path, const rulebook::Resources& resources,
                                    Problems& problems) {
    const auto bytes = read_bytes(path);
    if (!bytes) {
        problems.push_back({.file = path.string(),
                            .line = 0,
                            .column = 0,
                            .field = {},
                            .found = {},
                            .expected = bytes.error().context});
        return nullptr;
    }
    const std::size_t before = problems.size();
    auto book = parse_rulebook(*bytes, path.string(), resources, problems);
    if (book) check_path(path, *book, problems);
    return problems.size() == before ? book : nullptr;
}

std::vector<rulebook::RulebookPtr> load_rulebooks(const fs::path& folder,
                                                  const rulebook::Resources& resources,
                                                  Problems& problems) {
    std::vector<rulebook::RulebookPtr> books;
    const auto paths = find_rulebooks(folder);
    if (!paths) {
        problems.push_back({.file = folder.string(),
                            .line = 0,
                            .column = 0,
                            .field = {},
                            .found = {},
                            .expected = std::string{"rulebooks <id>/<version>.md in this folder"}});
        return books;
    }
    for (const fs::path& path : *paths)
        if (auto book = load_rulebook(path, resources, problems)) books.push_back(std::move(book));
    return books;
}

Result<std::string> read_rulebook_source(const rulebook::Rulebook& book) {
    std::string bytes = TRY(read_bytes(book.file));
    if (sha256_hex(bytes) != book.sha256)
        return fail(ErrorCode::Unavailable, book.file + ": has changed since it was loaded");
    return bytes;
}

}  // namespace pingli::codec
