#include "cli/outer_key.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <span>
#include <string>
#include <system_error>

#include "app/event_store.hpp"
#include "cli/verbs.hpp"
#include "server/random.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFileBytesMax = 1024;
constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kOthers = 0077;
constexpr mode_t kOthersButReadingGroup = 0037;

// Where root lays it for the server's user, that user's group may read it.
Result<void> check_private(const fs::path& file) {
    struct stat about{};
    if (::stat(file.c_str(), &about) != 0)
        return fail(ErrorCode::NotFound, "the outer key " + file.string() + ": " +
                                             std::generic_category().message(errno));
    const mode_t forbidden =
        about.st_uid == 0 && ::geteuid() != 0 ? kOthersButReadingGroup : kOthers;
    if (S_ISREG(about.st_mode) && (about.st_mode & forbidden) == 0) return {};
    return fail(ErrorCode::Invalid,
                "the outer key " + file.string() +
                    ": others may read or change it; expected a file of mode 0600 or 0400. "
                    "其他人可以读写这个文件：请把权限改为 0600 或 0400");
}

}  // namespace

void add_outer_key_option(CLI::App& verb, fs::path& file) {
    verb.add_option("--outer-key-file", file,
                    "File with the outer key that the data folder's secrets are under "
                    "(`pingli outer-key`)")
        ->envname("PINGLI_OUTER_KEY_FILE");
}

Result<store::KeyWrap> read_outer_key(const fs::path& file) {
    if (file.empty()) return store::KeyWrap{};
    TRY(check_private(file));
    std::string digits = TRY(read_file(file, kFileBytesMax));
    digits.resize(digits.find_last_not_of(" \r\n") + 1);
    const auto key = app::parse_hash(digits);
    if (!key)
        return fail(ErrorCode::Invalid, "the outer key " + file.string() +
                                            ": expected 64 hexadecimal digits (0-9, a-f), as "
                                            "`pingli outer-key make` writes them. "
                                            "应为 64 位十六进制数字（0-9、a-f）");
    return store::KeyWrap::under(std::string{key->begin(), key->end()});
}

Result<store::KeyWrap> make_outer_key(const fs::path& file) {
    app::Hash key{};
    static_assert(sizeof(key) == store::kOuterKeyBytes);
    server::fill_random(std::as_writable_bytes(std::span{key}));
    const std::string line = app::to_hex(key) + '\n';
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
    if (fd < 0)
        return fail(ErrorCode::Invalid, file.string() + ": " +
                                            std::generic_category().message(errno) +
                                            "; name a new file, a key is never written over");
    const bool is_written = ::write(fd, line.data(), line.size()) == std::ssize(line);
    const bool is_kept = ::fsync(fd) == 0;
    if (::close(fd) != 0 || !is_written || !is_kept) {
        ::unlink(file.c_str());
        return fail(ErrorCode::Unavailable, file.string() + ": cannot be written");
    }
    return store::KeyWrap::under(std::string{key.begin(), key.end()});
}

}  // namespace pingli::cli
