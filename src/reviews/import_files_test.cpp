#include "reviews/import_files.hpp"

#include <gtest/gtest.h>

namespace pingli::reviews {

TEST(ShopFileName, IsOneThatAShopFolderMayHave) {
    for (const char* name :
         {"orders.csv", "ExportOrderList202605.csv", "评价.csv", "chats/买家甲.txt",
          "chats/2026-05.jsonl.gz", "order-lines/a.tsv", "shop.toml"})
        EXPECT_EQ(shop_name_fault(name), "") << name;
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
        EXPECT_NE(shop_name_fault(name), "") << name;
}

}  // namespace pingli::reviews
