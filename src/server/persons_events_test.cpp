#include "server/persons_events.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace pingli::server {

// What is named is never missed, whatever stands around it.
RC_GTEST_PROP(IdsInEvents, FindWhatStandsBetweenQuotes, ()) {
    const auto word = [] {
        return *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::element('a', 'b', ':')));
    };
    IdsInEvents ids;
    std::vector<std::string> known(*rc::gen::inRange<std::size_t>(1, 6));
    for (std::string& id : known) ids.add(PersonId{id = word()});
    const auto body =
        *rc::gen::container<std::string>(rc::gen::element('a', 'b', ':', '"', '"', '\\'));
    bool is_named = false;
    for (const std::string& id : known) is_named |= body.contains('"' + id + '"');
    RC_ASSERT(ids.in(body) == is_named);
    RC_ASSERT(ids.in(body + '"' + known.front() + '"'));
}

TEST(IdsInEvents, FindWhatAFormatWouldEscapeByItsLongestPart) {
    IdsInEvents ids;
    ids.add(PersonId{"张三/li-si"});
    EXPECT_TRUE(ids.in(R"({"person":"\u5f20\u4e09\/li-si"})"));
    EXPECT_FALSE(ids.in(R"({"person":"somebody"})"));
    ids.add(PersonId{"张三"});  // nothing of it stands in an event for sure
    EXPECT_TRUE(ids.in(R"({"person":"somebody"})"));
}

}  // namespace pingli::server
