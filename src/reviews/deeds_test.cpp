#include "reviews/deeds.hpp"

#include <gtest/gtest.h>

namespace pingli::reviews {

namespace {

app::ReviewDeed deed(app::DeedKind kind, int second, const char* by, const char* case_id = "") {
    return {.kind = kind,
            .at = Instant{std::chrono::seconds{second}},
            .by = {.user = UserId{by}, .role = cases::Role::Agent},
            .case_id = CaseId{case_id}};
}

}  // namespace

// Each row: what is done, and how the review stands then.
TEST(Deeds, TheMarkFollowsFromThem) {
    using enum app::DeedKind;
    struct Step {
        app::ReviewDeed deed;
        std::string state, case_id;
    };
    const std::vector<Step> steps{
        {.deed = deed(Answered, 1, "u"), .state = "answered", .case_id = ""},
        {.deed = deed(Left, 2, "v"), .state = "left", .case_id = ""},
        {.deed = deed(TakenUp, 3, "u"), .state = "new", .case_id = ""},
        {.deed = deed(Left, 4, "v"), .state = "left", .case_id = ""},
        {.deed = deed(Undone, 5, "v"), .state = "new", .case_id = ""},
        {.deed = deed(Reported, 6, "u", "c-1"), .state = "reported", .case_id = "c-1"},
        {.deed = deed(Answered, 7, "u"), .state = "reported", .case_id = "c-1"}};
    app::ReviewMark mark;
    mark.deeds = "from before";
    std::vector<app::ReviewDeed> all;
    for (const Step& step : steps) {
        mark = after(std::move(mark), step.deed);
        all.push_back(step.deed);
        EXPECT_EQ(mark.version, std::ssize(all));
        EXPECT_EQ(mark.state, step.state);
        EXPECT_EQ(mark.case_id.value(), step.case_id);
        EXPECT_EQ(mark.at, step.deed.at);
        EXPECT_EQ(mark.by, step.deed.by.user);
        EXPECT_EQ(mark.deeds, "");
    }
    EXPECT_EQ(shown_deeds(all).size(), steps.size());
    for (const Move move : kMoves) EXPECT_EQ(after({}, deed(kind_of(move), 1, "u")).version, 1);
}

TEST(Deeds, HaveAStreamOfTheirReview) {
    for (const char* const id : {"r1", "a_b-C9", "x:y", "x/y"}) {
        const app::ReviewKey key{.kind = "thread", .id = id};
        EXPECT_EQ(app::review_of(stream_of(key)), key);
    }
    for (const char* const stream : {"c-1", "~review/", "~review/r1", "~person/review:r1"})
        EXPECT_EQ(app::review_of(CaseId{stream}), std::nullopt) << stream;
}

}  // namespace pingli::reviews
