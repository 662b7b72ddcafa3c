#include "report/files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <vector>

#include "base/sha256.hpp"

namespace pingli::report {

namespace fs = std::filesystem;

namespace {

// No hyphen: only a changed name has one behind its prefix, so that none can pose as another's.
bool is_safe(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_';
}

constexpr std::array<std::string_view, 2> kPackFiles{"index.html", "finding.json"};

// What stands in `folder`; empty when it cannot be read.
std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code failed;
    fs::directory_iterator at{folder, failed};
    for (; !failed && at != fs::directory_iterator{}; at.increment(failed))
        entries.push_back(at->path());
    return entries;
}

bool holds_only_ours(const fs::path& pack) {
    return std::ranges::all_of(entries_of(pack), [](const fs::path& file) {
        return std::ranges::find(kPackFiles, file.filename().string()) != kPackFiles.end();
    });
}

}  // namespace

Result<void> make_folder(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed || !fs::is_directory(folder, failed))
        return fail(ErrorCode::Unavailable,
                    folder.string() + ": cannot be made: " + failed.message());
    return {};
}

Result<void> write_whole_file(const fs::path& path, std::string_view bytes) {
    fs::path part = path;
    part += ".part";
    std::ofstream file{part, std::ios::binary | std::ios::trunc};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) return fail(ErrorCode::Unavailable, part.string() + ": cannot be written");
    std::error_code failed;
    fs::rename(part, path, failed);
    if (failed)
        return fail(ErrorCode::Unavailable,
                    path.string() + ": cannot be put in place: " + failed.message());
    return {};
}

void remove_old_packs(const fs::path& folder) {
    std::error_code ignored;
    for (const fs::path& pack : entries_of(folder)) {
        const bool is_folder = fs::symlink_status(pack, ignored).type() == fs::file_type::directory;
        if (!is_folder || !holds_only_ours(pack)) continue;
        for (const std::string_view name : kPackFiles) fs::remove(pack / name, ignored);
        fs::remove(pack, ignored);  // Only when it is empty now.
    }
}

std::string safe_name(std::string_view prefix, std::string_view id) {
    constexpr std::size_t kIdBytesMax = 48;
    constexpr std::size_t kHashDigits = 12;
    std::string name{prefix};
    name += '-';
    bool is_changed = id.empty() || id.size() > kIdBytesMax;
    for (const char c : id.substr(0, kIdBytesMax)) {
        // Upper case is changed too: some systems hold A and a for one name.
        name += is_safe(c) ? c : '_';
        is_changed = is_changed || !is_safe(c);
    }
    if (is_changed) name += "-" + sha256_hex(id).substr(0, kHashDigits);
    return name;
}

}  // namespace pingli::report
