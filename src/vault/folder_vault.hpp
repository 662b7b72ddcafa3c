// A vault in a folder: FOLDER/<shop's hash>/<first two digits>/<hash>. A file is there as a whole
// or not at all: it is synced, renamed into place, and its folder synced. Thread-safe.

#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "app/vault.hpp"

namespace pingli::vault {

class FolderVault final : public app::Vault {
public:
    explicit FolderVault(std::filesystem::path folder) : folder_(std::move(folder)) {}

    Result<std::string> keep(const ShopId& shop, const std::string& path,
                             const std::string& sha256) override;
    // Once read and found good, a file is not read again until the file system says that it was
    // written to: of a film every piece is asked for by itself.
    Result<std::string> find(const ShopId& shop, const std::string& sha256) override;
    // The same, read whatever was found before. The size in bytes.
    [[nodiscard]] Result<std::uint64_t> check(const ShopId& shop, const std::string& sha256) const;
    // Where a file of this hash lies in the folder. `sha256` is one (is_hash).
    static std::filesystem::path place_of(const ShopId& shop, const std::string& sha256);
    Result<void> erase(const ShopId& shop, const std::string& sha256) override;

private:
    struct Seen {  // what the file system says of a file, and changes with each write
        dev_t device = 0;
        ino_t inode = 0;
        off_t bytes = 0;
        std::int64_t written_ns = 0, changed_ns = 0;
        friend bool operator==(const Seen&, const Seen&) = default;
    };
    [[nodiscard]] static std::optional<Seen> look(const std::filesystem::path& file);
    [[nodiscard]] std::filesystem::path place(const ShopId& shop, const std::string& sha256) const {
        return folder_ / place_of(shop, sha256);
    }

    std::filesystem::path folder_;
    std::mutex mutex_;
    std::map<std::filesystem::path, Seen> good_;  // guarded by mutex_
};

constexpr std::size_t kGoodFilesKnownMax = 4096;

bool is_hash(const std::string& text);  // 64 lower-case hexadecimal digits

struct FileDigest {
    std::string sha256;
    std::uint64_t bytes = 0;
};
// Of a plain file, read piece by piece; links are not followed. NotFound, Unavailable.
Result<FileDigest> digest_of(const std::filesystem::path& file);

// "image/jpeg"; what cannot be told is application/octet-stream. Fails with Unavailable.
Result<std::string> media_type_of(const std::filesystem::path& file);

}  // namespace pingli::vault
