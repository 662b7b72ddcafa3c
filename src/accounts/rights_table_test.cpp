// docs/security.md tells people who may do what: it is held against the program, so that it cannot
// lie.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "accounts/roles.hpp"

namespace pingli::accounts {
namespace {

constexpr std::string_view kBegin = "prints it -->\n";
constexpr std::string_view kEnd = "<!-- /rights -->";

std::string table() {
    std::string head = "| right |";
    std::string line = "|---|";
    for (const Role role : kRoles) {
        head.append(" ").append(to_text(role)).append(" |");
        line += ":-:|";
    }
    std::string out = head + "\n" + line + "\n";
    for (const Permission permission : kPermissions) {
        out.append("| `").append(to_text(permission)).append("` |");
        for (const Role role : kRoles) out += may(role, permission) ? " yes |" : " |";
        out += "\n";
    }
    return out;
}

TEST(RightsTable, IsWhatTheProgramDoes) {
    std::ifstream file{PINGLI_SOURCE_DIR "/docs/security.md"};
    std::stringstream read;
    read << file.rdbuf();
    const std::string page = read.str();
    const std::size_t begin = page.find(kBegin);
    ASSERT_NE(begin, std::string::npos);
    const std::size_t from = begin + kBegin.size();
    EXPECT_EQ(page.substr(from, page.find(kEnd) - from), table())
        << "docs/security.md, between the two marks, must be:\n"
        << table();
}

}  // namespace
}  // namespace pingli::accounts
