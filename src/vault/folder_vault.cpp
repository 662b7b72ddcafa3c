#include "vault/folder_vault.hpp"

#include <fcntl.h>
#include <magic.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "base/sha256.hpp"

namespace pingli::vault {

namespace {

constexpr std::size_t kHashDigits = 64;

bool is_hash(const std::string& text) {
    return text.size() == kHashDigits && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

Result<void> sync_folder(const std::filesystem::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return fail(ErrorCode::Unavailable, "vault: a folder cannot be opened");
    const bool is_synced = ::fsync(fd) == 0;
    ::close(fd);
    if (!is_synced) return fail(ErrorCode::Unavailable, "vault: a folder cannot be synced");
    return {};
}

}  // namespace

std::filesystem::path FolderVault::place(const ShopId& shop, const std::string& sha256) const {
    // A shop's id is not ours to trust as a file name.
    return folder_ / sha256_hex(shop.value()).substr(0, 32) / sha256.substr(0, 2) / sha256;
}

Result<std::string> FolderVault::keep(const ShopId& shop, const std::string& path,
                                      const std::string& sha256) {
    if (!is_hash(sha256)) return fail(ErrorCode::Invalid, "vault: not a hash");
    std::string media_type = TRY(media_type_of(path));
    const std::filesystem::path to = place(shop, sha256);
    std::error_code fault;
    if (std::filesystem::exists(to, fault)) {
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

Result<std::string> FolderVault::find(const ShopId& shop, const std::string& sha256) {
    if (!is_hash(sha256)) return fail(ErrorCode::NotFound, "vault");
    const std::filesystem::path file = place(shop, sha256);
    std::error_code fault;
    if (!std::filesystem::is_regular_file(file, fault)) return fail(ErrorCode::NotFound, "vault");
    return file.string();
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
