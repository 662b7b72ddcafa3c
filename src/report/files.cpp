#include "report/files.hpp"

#include <fstream>
#include <system_error>

#include "base/sha256.hpp"

namespace pingli::report {

namespace fs = std::filesystem;

namespace {

// No hyphen: only a changed name has one behind its prefix, so that none can pose as another's.
bool is_safe(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_';
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
