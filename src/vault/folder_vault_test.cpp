#include "vault/folder_vault.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "base/sha256.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::vault {
namespace {

const ShopId kShop{"shop-1"};

std::string write_file(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream{path, std::ios::binary} << bytes;
    return sha256_hex(bytes);
}

TEST(FolderVault, KeepsBytesUnderTheirHashForTheirShopOnly) {  // proves X5
    const support::TemporaryFolder folder;
    FolderVault vault{folder.path() / "vault"};
    const std::string png{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0", 29};
    const std::string hash = write_file(folder.path() / "in", png);
    const auto type = vault.keep(kShop, folder.path() / "in", hash);
    ASSERT_TRUE(type.has_value());
    EXPECT_EQ(*type, "image/png");
    EXPECT_TRUE(vault.find(kShop, hash).has_value());
    EXPECT_FALSE(vault.find(ShopId{"../shop-1"}, hash).has_value());
    EXPECT_FALSE(vault.find(kShop, "../../etc/passwd").has_value());

    write_file(folder.path() / "again", png);
    EXPECT_TRUE(vault.keep(kShop, folder.path() / "again", hash).has_value());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "again"));
}

}  // namespace
}  // namespace pingli::vault
