#include "reviews/import_files.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace pingli::reviews {

TEST(ShopFileName, IsOneThatAShopFolderMayHave) {
    for (const char* name :
         {"orders.csv", "ExportOrderList202605.csv", "评价.csv", "chats/买家甲.txt",
          "chats/2026-05.jsonl.gz", "order-lines/a.tsv", "shop.toml"})
        EXPECT_TRUE(shop_name_fault(name).empty()) << name;
}

TEST(ShopFileName, IsNothingElse) {
    const std::string with_nul("a\0.csv", 6);
    for (const std::string& name :
         {std::string{}, std::string{"../orders.csv"}, std::string{"chats/../x.csv"},
          std::string{"/orders.csv"}, std::string{"chats/a/b.csv"}, std::string{"none/x.csv"},
          std::string{".csv"}, std::string{"chats/.x.csv"}, std::string{"a\\b.csv"},
          std::string{"x.exe"}, std::string{"orders"}, std::string{"a\nb.csv"}, with_nul,
          std::string{"a\xe2\x80\xae.csv"}, std::string{"\xff.csv"}, std::string(300, 'x') + ".csv",
          std::string{"chats/shop.toml"}})
        EXPECT_FALSE(shop_name_fault(name).empty()) << name;
}

class Limits : public testing::Test {
protected:
    Limits() { EXPECT_TRUE(files_.make().has_value()); }
    ~Limits() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Limits(const Limits&) = delete;
    Limits& operator=(const Limits&) = delete;

    // A file that takes no place, whatever it says of its size.
    [[nodiscard]] std::filesystem::path given(std::uint64_t bytes = 0) const {
        const auto path = folder_ / "given";
        std::ofstream{path}.close();
        std::filesystem::resize_file(path, bytes);
        return path;
    }
    ErrorCode refusal(std::uint64_t bytes, const std::string& name) {
        const auto taken = files_.take(given(bytes), name);
        EXPECT_FALSE(taken.has_value());
        return taken ? ErrorCode::NotFound : taken.error().code;
    }

    std::filesystem::path folder_ = std::filesystem::path{testing::TempDir()} /
                                    testing::UnitTest::GetInstance()->current_test_info()->name();
    ImportFiles files_{folder_};
};

TEST_F(Limits, AsManyFilesAsAllowedAndNoneMore) {
    std::filesystem::create_directory(files_.files() / "chats");
    for (std::size_t i = 1; i < kImportFilesMax; ++i)
        std::ofstream{files_.files() / "chats" / (std::to_string(i) + ".txt")}.close();
    EXPECT_TRUE(files_.take(given(), "orders.csv").has_value());
    EXPECT_TRUE(files_.take(given(), "orders.csv").has_value());  // in its own place
    EXPECT_EQ(refusal(0, "reviews.csv"), ErrorCode::TooLarge);
    EXPECT_EQ(files_.list().size(), kImportFilesMax);
}

TEST_F(Limits, AsManyBytesAsAllowedAndNoneMore) {
    EXPECT_TRUE(files_.take(given(kImportBytesMax - 1), "orders.csv").has_value());
    EXPECT_EQ(refusal(2, "reviews.csv"), ErrorCode::TooLarge);
    EXPECT_TRUE(files_.take(given(1), "reviews.csv").has_value());
    EXPECT_EQ(refusal(kImportBytesMax, "orders.csv"), ErrorCode::TooLarge);  // beside the other
    EXPECT_TRUE(files_.remove("reviews.csv").has_value());
    EXPECT_TRUE(files_.take(given(kImportBytesMax), "orders.csv").has_value());
}

TEST_F(Limits, KeepTheFirstRefusedLinesAsTheyWere) {
    const Problem told{.file = "评价.csv",
                       .line = 17,
                       .column = 0,
                       .field = "created_at",
                       .found = std::string{"字字"},
                       .expected = say("cell.time_such")};
    const Problem whole{.file = "orders.csv",
                        .line = 0,
                        .column = 0,
                        .field = {},
                        .found = {},
                        .expected = say("file.header")};
    ASSERT_TRUE(files_.begin_problems().has_value());
    files_.add_problem(told);
    for (std::size_t i = 0; i < kProblemsKeptMax; ++i) files_.add_problem(whole);
    files_.end_problems();
    const auto first = files_.problems(0, 2);
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(first->told, (std::vector{told, whole}));
    const auto rest = files_.problems(first->next, kProblemsKeptMax);
    ASSERT_TRUE(rest.has_value());
    EXPECT_EQ(rest->told.size(), kProblemsKeptMax - 2);
    EXPECT_EQ(rest->next, 0U);
    EXPECT_FALSE(files_.problems(first->next + 1, 1).has_value());
}

}  // namespace pingli::reviews
