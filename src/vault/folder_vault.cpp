#include "vault/folder_vault.hpp"

#include <fcntl.h>
#include <magic.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

#include "base/sha256.hpp"

namespace pingli::vault {

namespace {

constexpr std::size_t kHashDigits = 64;

Result<void> sync_folder(const std::filesystem::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return fail(ErrorCode::Unavailable, "vault: a folder cannot be opened");
    const bool is_synced = ::fsync(fd) == 0;
    ::close(fd);
    if (!is_synced) return fail(ErrorCode::Unavailable, "vault: a folder cannot be synced");
    return {};
}

constexpr std::size_t kReadAtOnce = 64U << 10U;

class Opened {
public:
    explicit Opened(const std::filesystem::path& file)
        : fd_(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)) {}
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    ~Opened() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int fd() const { return fd_; }

private:
    int fd_;
};

std::int64_t nanoseconds(const timespec& at) {
    return std::int64_t{at.tv_sec} * 1'000'000'000 + at.tv_nsec;
}

std::unexpected<Error> unreadable(const std::filesystem::path& file, int code) {
    return fail(code == ENOENT || code == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Unavailable,
                file.string() + ": " + std::generic_category().message(code));
}

}  // namespace

bool is_hash(const std::string& text) {
    return text.size() == kHashDigits && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

Result<FileDigest> digest_of(const std::filesystem::path& file) {
    const Opened opened{file};
    struct stat about{};
    if (opened.fd() < 0 || ::fstat(opened.fd(), &about) != 0) return unreadable(file, errno);
    if (!S_ISREG(about.st_mode)) return fail(ErrorCode::NotFound, file.string() + ": no file");
    Sha256 hash;
    std::array<char, kReadAtOnce> buffer{};
    for (;;) {
        const ssize_t got = ::read(opened.fd(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(ErrorCode::Corrupt, unreadable(file, errno).error().context);
        if (got == 0) break;
        hash.add({buffer.data(), static_cast<std::size_t>(got)});
    }
    const std::uint64_t bytes = hash.bytes();
    return FileDigest{.sha256 = hash.hex(), .bytes = bytes};
}

std::optional<FolderVault::Seen> FolderVault::look(const std::filesystem::path& file) {
    struct stat about{};
    if (::lstat(file.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
    return Seen{.device = about.st_dev,
                .inode = about.st_ino,
                .bytes = about.st_size,
                .written_ns = nanoseconds(about.st_mtim),
                .changed_ns = nanoseconds(about.st_ctim)};
}

std::filesystem::path FolderVault::place_of(const ShopId& shop, const std::string& sha256) {
    // A shop's id is not ours to trust as a file name.
    return std::filesystem::path{sha256_hex(shop.value()).substr(0, 32)} / sha256.substr(0, 2) /
           sha256;
}

Result<std::string> FolderVault::keep(const ShopId& shop, const std::string& path,
                                      const std::string& sha256) {
    if (!is_hash(sha256)) return fail(ErrorCode::Invalid, "vault: not a hash");
    std::string media_type = TRY(media_type_of(path));
    const std::filesystem::path to = place(shop, sha256);
    std::error_code fault;
    if (check(shop, sha256)) {
        std::filesystem::remove(path, fault);
        return media_type;
    }
    std::filesystem::create_directories(to.parent_path(), fault);
    if (!fault) std::filesystem::rename(path, to, fault);
    if (fault) return fail(ErrorCode::Unavailable, "vault: " + fault.message());
    TRY(sync_folder(to.parent_path()));
    TRY(sync_folder(to.parent_path().parent_path()));
    return media_type;
}

Result<std::uint64_t> FolderVault::check(const ShopId& shop, const std::string& sha256) const {
    if (!is_hash(sha256)) return fail(ErrorCode::NotFound, "vault");
    const std::filesystem::path file = place(shop, sha256);
    const FileDigest found = TRY(digest_of(file));
    if (found.sha256 != sha256)
        return fail(ErrorCode::Corrupt, file.string() + ": was changed since it was kept");
    return found.bytes;
}

Result<std::string> FolderVault::find(const ShopId& shop, const std::string& sha256) {
    if (!is_hash(sha256)) return fail(ErrorCode::NotFound, "vault");
    const std::filesystem::path file = place(shop, sha256);
    // As it was before it is read: what is written meanwhile is seen the next time.
    const std::optional<Seen> seen = look(file);
    {
        const std::lock_guard lock{mutex_};
        const auto known = good_.find(file);
        if (seen && known != good_.end() && known->second == *seen) return file.string();
    }
    TRY(check(shop, sha256));
    const std::lock_guard lock{mutex_};
    if (good_.size() >= kGoodFilesKnownMax) good_.clear();
    if (seen) good_.insert_or_assign(file, *seen);
    return file.string();
}

Result<void> FolderVault::erase(const ShopId& shop, const std::string& sha256) {
    if (!is_hash(sha256)) return fail(ErrorCode::Invalid, "vault: not a hash");
    const std::filesystem::path file = place(shop, sha256);
    std::error_code fault;
    if (!std::filesystem::exists(file, fault)) return {};
    std::filesystem::remove(file, fault);
    if (fault) return fail(ErrorCode::Unavailable, "vault: " + fault.message());
    return sync_folder(file.parent_path());
}

Result<std::string> media_type_of(const std::filesystem::path& file) {
    // A cookie is not thread-safe; making one costs a few milliseconds beside an upload's syncing.
    const std::unique_ptr<magic_set, decltype(&magic_close)> magic(
        magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR), &magic_close);
    if (magic == nullptr || magic_load(magic.get(), nullptr) != 0)
        return fail(ErrorCode::Unavailable, "vault: the types of files cannot be told");
    const char* type = magic_file(magic.get(), file.c_str());
    return type == nullptr ? std::string{"application/octet-stream"} : std::string{type};
}

}  // namespace pingli::vault
