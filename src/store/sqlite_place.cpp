#include "store/sqlite_place.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <system_error>

namespace pingli::store::sqlite {

namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kAllModes = 0777;

std::unexpected<Error> failed(const std::string& path, int code) {
    return fail(ErrorCode::Unavailable, path + ": " + std::generic_category().message(code));
}

Result<std::string> resolved(const std::string& path) {
    const auto follow = [](const std::string& name) {
        const std::unique_ptr<char, decltype(&std::free)> real(::realpath(name.c_str(), nullptr),
                                                               &std::free);
        return real ? std::string{real.get()} : std::string{};
    };
    if (std::string real = follow(path); !real.empty()) return real;
    if (errno != ENOENT) return failed(path, errno);
    const auto slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    const std::string real = follow(folder);
    if (real.empty()) return failed(path, errno);
    return (real == "/" ? "" : real) + '/' + path.substr(slash + 1);
}

}  // namespace

Result<std::string> real_path(const std::string& path) {
    const std::string real = TRY(resolved(path));
    struct stat about{};
    if (::stat(real.c_str(), &about) == 0 && S_ISREG(about.st_mode) && about.st_nlink > 1)
        return fail(ErrorCode::Unavailable,
                    path + ": the database file has " + std::to_string(about.st_nlink) +
                        " names (hard links); two programs would not see each other's log. "
                        "Remove the others first");
    return real;
}

Result<void> make_private(const std::string& path) {
    // Not by a handle: closing one would drop the locks of a connection in this process.
    const int made = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
    if (made >= 0) ::close(made);
    if (made < 0 && errno != EEXIST) return failed(path, errno);
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
        const std::string file = path + ending;
        struct stat about{};
        if (::lstat(file.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) continue;
        if ((about.st_mode & kAllModes) == kOwnerOnly || about.st_uid != ::geteuid()) continue;
        if (::chmod(file.c_str(), kOwnerOnly) != 0) return failed(file, errno);
    }
    return {};
}

Log log_of(const std::string& path) {
    struct stat about{};
    if (::stat((path + "-wal").c_str(), &about) == 0 && about.st_size > 0) return Log::Kept;
    return ::stat((path + "-shm").c_str(), &about) == 0 ? Log::Kept : Log::None;
}

std::string read_only_uri(const std::string& path) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' ||
                              c == '_';
        if (is_plain) {
            uri += c;
        } else {
            uri += '%';
            uri += kHex[byte >> 4U];
            uri += kHex[byte & 15U];
        }
    }
    uri += "?mode=ro";
    if (log_of(path) == Log::None) uri += "&immutable=1";
    return uri;
}

}  // namespace pingli::store::sqlite
