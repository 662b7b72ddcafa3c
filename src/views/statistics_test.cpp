#include "views/statistics.hpp"

#include <gtest/gtest.h>

namespace pingli::views {
namespace {

cases::Case claim(std::string exhibit, std::string alleged) {
    cases::Case c;
    auto& own = c.become<cases::Claim>();
    own.allegations.push_back({});
    own.allegations.back().alleged = std::move(alleged);
    c.exhibits.push_back({});
    c.exhibits.back().data.kind = exhibit;
    c.exhibits.push_back(c.exhibits.back());  // the same kind twice is one case that had it
    for (const auto& [name, state] : {std::pair{"take_up_due", cases::ClockState::Kept},
                                      {"answer_due", cases::ClockState::Missed},
                                      {"appeal_due", cases::ClockState::Missed},
                                      {"finish_due", cases::ClockState::Running}}) {
        c.clocks.push_back({});
        c.clocks.back().name = name;
        c.clocks.back().state = state;
    }
    c.breaches = {"taken_up_late"};
    return c;
}

// proves B12: per ground and per kind of evidence
TEST(Statistics, CountsByKindGroundAndEvidence) {
    Statistics statistics;
    statistics.add(claim("carrier_list", "frequent_contact"));
    statistics.add(claim("waybill", "frequent_contact"));
    EXPECT_EQ(statistics.by_kind.at("harassment_claim").open, 2);
    EXPECT_EQ(statistics.by_ground.at("harassment_claim/frequent_contact").open, 2);
    EXPECT_EQ(statistics.by_evidence.at("harassment_claim/carrier_list").open, 1);
    EXPECT_EQ(statistics.clocks_kept.at("take_up_due"), 2);
    EXPECT_EQ(statistics.clocks_missed.at("answer_due"), 2);
    EXPECT_FALSE(statistics.clocks_missed.contains("appeal_due"));  // nobody's miss
    EXPECT_EQ(statistics.breaches.at("taken_up_late"), 2);
}

TEST(Statistics, CountsComplaintsThatCameAgain) {
    Statistics statistics;
    cases::Case c;
    c.become<cases::Complaint>().times_reopened = 2;
    statistics.add(c);
    statistics.add(claim("waybill", "insults"));
    EXPECT_EQ(statistics.reopened, 2);
    statistics.take_back(c);
    EXPECT_EQ(statistics.reopened, 0);
}

TEST(Statistics, IsAsBeforeWhenACaseIsTakenBack) {
    Statistics statistics;
    statistics.add(claim("carrier_list", "frequent_contact"));
    const Statistics before = statistics;
    statistics.add(claim("waybill", "insults"));
    EXPECT_NE(statistics, before);
    statistics.take_back(claim("waybill", "insults"));
    EXPECT_EQ(statistics, before);
    statistics.take_back(claim("carrier_list", "frequent_contact"));
    EXPECT_EQ(statistics, Statistics{});
}

TEST(Statistics, ComesBackFromItsRecord) {
    Statistics statistics;
    statistics.add(claim("carrier_list", "a ground\twith 1 blank"));
    EXPECT_EQ(decode_statistics(encode(statistics)), statistics);
    EXPECT_EQ(decode_statistics(""), Statistics{});
}

}  // namespace
}  // namespace pingli::views
