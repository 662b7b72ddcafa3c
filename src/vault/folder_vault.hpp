// A vault in a folder: FOLDER/<shop's hash>/<first two digits>/<hash>. A file is there as a whole
// or not at all: it is synced, renamed into place, and its folder synced.

#pragma once

#include <filesystem>

#include "app/vault.hpp"

namespace pingli::vault {

class FolderVault final : public app::Vault {
public:
    explicit FolderVault(std::filesystem::path folder) : folder_(std::move(folder)) {}

    Result<std::string> keep(const ShopId& shop, const std::string& path,
                             const std::string& sha256) override;
    Result<std::string> find(const ShopId& shop, const std::string& sha256) override;

private:
    [[nodiscard]] std::filesystem::path place(const ShopId& shop, const std::string& sha256) const;
    std::filesystem::path folder_;
};

// "image/jpeg"; what cannot be told is application/octet-stream. Fails with Unavailable.
Result<std::string> media_type_of(const std::filesystem::path& file);

}  // namespace pingli::vault
