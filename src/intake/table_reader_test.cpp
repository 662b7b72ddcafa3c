#include "intake/table_reader.hpp"

#include <gtest/gtest.h>

namespace pingli::intake {
namespace {

// Codes of columns are made of their names: one without words would be said as a code.
TEST(TableReader, HasWordsForEachColumnThatATableNeeds) {
    const auto formats = Formats::load(PINGLI_SOURCE_DIR "/formats");
    ASSERT_TRUE(formats) << formats.error().context;
    for (std::size_t i = 0; i < kFileKinds; ++i) {
        const auto kind = static_cast<FileKind>(i);
        std::vector<std::string_view> header{"x"};
        ChosenColumns chosen;
        for (std::string lacks = match_header(header, kind, *formats, chosen).lacks; !lacks.empty();
             lacks = match_header(header, kind, *formats, chosen).lacks) {
            EXPECT_EQ(english(wanted_column(lacks)), lacks);
            EXPECT_NE(both(wanted_column(lacks)).zh, lacks);
            const std::string first = lacks.substr(0, lacks.find(' '));
            const auto known = chosen.emplace("header of " + first, first);
            ASSERT_TRUE(known.second) << first << " is not taken";
            header.push_back(known.first->first);
        }
    }
}

}  // namespace
}  // namespace pingli::intake
