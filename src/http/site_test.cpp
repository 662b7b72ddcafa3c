#include "http/site.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_folder.hpp"

namespace pingli::http {
namespace {

Request asked(std::vector<std::string> path, Fields fields = {}) {
    Request request;
    request.path = std::move(path);
    request.fields = std::move(fields);
    return request;
}

// attack of round five, 7: each answer had a copy of the file for as long as its reader liked.
TEST(Site, AllAnswersShareTheBytesOfAFile) {
    const support::TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "assets");
    std::ofstream{folder.path() / "index.html"} << "<!doctype html>";
    std::ofstream{folder.path() / "assets" / "a-1.js"} << "plain";
    std::ofstream{folder.path() / "assets" / "a-1.js.gz"} << "packed";
    const auto site = Site::open(folder.path(), {});
    ASSERT_TRUE(site.has_value());
    const auto first = site->answer(asked({"assets", "a-1.js"}));
    const auto second = site->answer(asked({"assets", "a-1.js"}));
    EXPECT_EQ(*std::get<SharedText>(first.body), "plain");
    EXPECT_EQ(std::get<SharedText>(first.body), std::get<SharedText>(second.body));
    const auto packed =
        site->answer(asked({"assets", "a-1.js"}, {{.name = "Accept-Encoding", .value = "gzip"}}));
    EXPECT_EQ(*std::get<SharedText>(packed.body), "packed");
    EXPECT_EQ(*std::get<SharedText>(site->answer(asked({"cases", "1"})).body), "<!doctype html>");
}

}  // namespace
}  // namespace pingli::http
