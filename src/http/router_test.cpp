#include "http/router.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pingli::http {
namespace {

Response nothing(Request&) {
    return no_content();
}

Router cases() {
    Router router;
    router.add(Method::Get, "/cases", nothing)
        .add(Method::Post, "/cases", nothing)
        .add(Method::Get, "/cases/{case}", nothing)
        .add(Method::Get, "/cases/new", nothing)
        .add(Method::Put, "/cases/{case}/exhibits/{exhibit}", nothing)
        .add(Method::Get, "/desk/{rest...}", nothing)
        .add(Method::Get, "/", nothing);
    return router;
}

std::string matched(const Router& router, Method method, const std::vector<std::string>& path) {
    const auto match = router.match(method, path);
    std::string out = match.route != nullptr ? match.route->pattern : "-" + match.allow;
    for (const auto& [name, value] : match.values)
        out.append(" ").append(name).append("=").append(value);
    return out;
}

TEST(Router, FindsTheRouteAndItsValues) {
    const Router router = cases();
    EXPECT_EQ(matched(router, Method::Get, {}), "/");
    EXPECT_EQ(matched(router, Method::Get, {"cases"}), "/cases");
    EXPECT_EQ(matched(router, Method::Get, {"cases", "17"}), "/cases/{case} case=17");
    EXPECT_EQ(matched(router, Method::Get, {"cases", "new"}), "/cases/new");
    EXPECT_EQ(matched(router, Method::Put, {"cases", "new", "exhibits", "a/b"}),
              "/cases/{case}/exhibits/{exhibit} case=new exhibit=a/b");
    EXPECT_EQ(matched(router, Method::Get, {"desk", "a", "b"}), "/desk/{rest...} rest=a/b");
    EXPECT_EQ(matched(router, Method::Get, {"desk"}), "/desk/{rest...} rest=");
}

TEST(Router, TellsAnUnknownPathFromAWrongMethod) {
    const Router router = cases();
    EXPECT_EQ(matched(router, Method::Get, {"case"}), "-");
    EXPECT_EQ(matched(router, Method::Get, {"cases", ""}), "-");
    EXPECT_EQ(matched(router, Method::Delete, {"cases"}), "-GET, HEAD, POST");
    EXPECT_EQ(matched(router, Method::Get, {"cases", "1", "exhibits", "2"}), "-PUT");
}

TEST(Router, AnswersHeadWhereThereIsGet) {
    EXPECT_EQ(matched(cases(), Method::Head, {"cases", "17"}), "/cases/{case} case=17");
}

TEST(RouterDeathTest, ARouteIsAddedOnce) {
    Router router;
    router.add(Method::Get, "/a/{b}", nothing);
    EXPECT_DEATH(router.add(Method::Get, "/a/{c}", nothing), "assertion failed");
}

TEST(Responder, AnswersOnceAndNeverNotAtAll) {
    std::vector<int> statuses;
    const auto send = [&](const Response& response) { statuses.push_back(response.status); };
    {
        Responder first{send};
        Responder moved{std::move(first)};
        moved.answer(no_content());
        moved.answer(no_content());
    }
    EXPECT_EQ(statuses, std::vector{204});
    {
        const Responder forgotten{send};
    }
    EXPECT_EQ(statuses, (std::vector{204, 500}));
}

TEST(Router, GivesPathsThatNobodyKnowsToWhoAnswersOtherwise) {
    Router router = cases();
    router.otherwise(nothing);
    EXPECT_EQ(matched(router, Method::Get, {"elsewhere", "7"}), "/{page...}");
    EXPECT_EQ(matched(router, Method::Head, {"elsewhere"}), "/{page...}");
    EXPECT_EQ(matched(router, Method::Post, {"elsewhere"}), "-");
    EXPECT_EQ(matched(router, Method::Delete, {"cases"}), "-GET, HEAD, POST");
    EXPECT_EQ(matched(router, Method::Get, {"cases", "17"}), "/cases/{case} case=17");
    EXPECT_EQ(router.routes().size(), cases().routes().size());
}

}  // namespace
}  // namespace pingli::http
