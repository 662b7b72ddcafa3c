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

// security finding 9: an exhibit's bytes are verified before they are given out
TEST(FolderVault, GivesNothingOutThatIsNotWhatWasKept) {
    const support::TemporaryFolder folder;
    FolderVault vault{folder.path() / "vault"};
    const std::string hash = write_file(folder.path() / "in", "as it was");
    ASSERT_TRUE(vault.keep(kShop, folder.path() / "in", hash).has_value());
    const auto kept = vault.find(kShop, hash);
    ASSERT_TRUE(kept.has_value());
    EXPECT_EQ(vault.check(kShop, hash).value_or(0), 9U);
    for (const char* bytes : {"as it was.", "as it is!", "as", ""}) {
        write_file(*kept, bytes);
        EXPECT_EQ(vault.find(kShop, hash).error().code, ErrorCode::Corrupt) << bytes;
        EXPECT_EQ(vault.check(kShop, hash).error().code, ErrorCode::Corrupt) << bytes;
    }
    write_file(folder.path() / "again", "as it was");  // handed in anew, it is whole again
    EXPECT_TRUE(vault.keep(kShop, folder.path() / "again", hash).has_value());
    EXPECT_TRUE(vault.find(kShop, hash).has_value());
    write_file(folder.path() / "elsewhere", "as it was");
    std::filesystem::remove(*kept);
    std::filesystem::create_symlink(folder.path() / "elsewhere", *kept);
    EXPECT_FALSE(vault.find(kShop, hash).has_value());
    std::filesystem::remove_all(folder.path() / "vault");
    EXPECT_EQ(vault.find(kShop, hash).error().code, ErrorCode::NotFound);
}

// security finding 11: the files of a person go with them.
TEST(FolderVault, ErasesBytesForEver) {
    const support::TemporaryFolder folder;
    FolderVault vault{folder.path() / "vault"};
    const std::string hash = write_file(folder.path() / "in", "secret words");
    ASSERT_TRUE(vault.keep(kShop, folder.path() / "in", hash).has_value());
    ASSERT_TRUE(vault.erase(kShop, hash).has_value());
    EXPECT_EQ(vault.find(kShop, hash).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(vault.erase(kShop, hash).has_value());
    EXPECT_TRUE(vault.erase(kShop, std::string(64, '0')).has_value());
    EXPECT_FALSE(vault.erase(kShop, "../x").has_value());
    write_file(folder.path() / "again", "secret words");
    ASSERT_TRUE(vault.keep(kShop, folder.path() / "again", hash).has_value());
    EXPECT_TRUE(vault.find(kShop, hash).has_value());
}

}  // namespace
}  // namespace pingli::vault
