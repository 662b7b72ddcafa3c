#include "http/lines.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/temporary_folder.hpp"

namespace pingli::http {
namespace {

using Lines = std::vector<std::pair<std::size_t, std::string>>;

Lines lines_of(const std::string& bytes) {
    const support::TemporaryFolder folder;
    const UploadedFile body{.file = TemporaryFile{folder.write("body", bytes)},
                            .name = {},
                            .media_type = {},
                            .bytes = bytes.size(),
                            .sha256 = {}};
    Lines lines;
    EXPECT_TRUE(each_line(body, 4, [&](std::size_t number, std::string_view line) {
        lines.emplace_back(number, line);
    }));
    return lines;
}

}  // namespace

TEST(EachLine, IsToldWithItsNumber) {
    EXPECT_EQ(lines_of(""), Lines{});
    EXPECT_EQ(lines_of("a"), (Lines{{1, "a"}}));
    EXPECT_EQ(lines_of("a\n\n \t\r\nb\n"), (Lines{{1, "a"}, {4, "b"}}));
    EXPECT_EQ(lines_of("1234\n12345\n123456789\nx"),
              (Lines{{1, "1234"}, {2, "12345"}, {3, "12345"}, {4, "x"}}));
    const std::string blanks(200'000, '\n');  // over several pieces
    EXPECT_EQ(lines_of(blanks + "end"), (Lines{{200'001, "end"}}));
    EXPECT_EQ(lines_of(std::string(200'000, 'x') + "\ny"), (Lines{{1, "xxxxx"}, {2, "y"}}));
}

TEST(EachLine, SaysWhenTheFileIsGone) {
    const UploadedFile body{.file = TemporaryFile{"/nowhere/body"},
                            .name = {},
                            .media_type = {},
                            .bytes = 1,
                            .sha256 = {}};
    EXPECT_FALSE(each_line(body, 4, [](std::size_t, std::string_view) {}));
}

}  // namespace pingli::http
