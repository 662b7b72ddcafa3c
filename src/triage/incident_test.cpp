#include "triage/incident.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace pingli::triage {
namespace {

const Instant kNow{std::chrono::hours{1'000}};

Finding finding(SubjectKind kind, std::string id, std::string order, Verdict verdict,
                bool reportable = false) {
    Finding out;
    out.subject_kind = kind;
    out.subject_id = std::move(id);
    out.order = std::move(order);
    out.verdict = verdict;
    out.reportable = reportable;
    return out;
}

// desk A4: a review and the chat of its order were two rows and became two reports.
TEST(Incident, EverythingOfOneOrderHasOneThatSpeaks) {
    using enum SubjectKind;
    using enum Verdict;
    struct Row {
        std::string_view what;
        std::vector<Finding> findings;
        std::size_t speaks;
    };
    const std::array rows{
        Row{"a review before its chat",
            {finding(Thread, "t", "1", Malicious, true),
             finding(Review, "r", "1", Malicious, true)},
            1},
        Row{"what can be reported before what cannot",
            {finding(Review, "r", "1", Malicious), finding(Thread, "t", "1", Malicious, true)},
            1},
        Row{"the graver verdict",
            {finding(Review, "r", "1", Genuine), finding(Thread, "t", "1", Unclear)},
            1},
        Row{"of equal ones the first",
            {finding(Review, "r", "1", Genuine), finding(Review, "s", "1", Genuine)},
            0},
    };
    for (const Row& row : rows) {
        std::vector<Finding> findings = row.findings;
        mark_incidents(findings);
        for (std::size_t i = 0; i < findings.size(); ++i) {
            EXPECT_EQ(findings[i].speaks, i == row.speaks) << row.what << " " << i;
            EXPECT_EQ(findings[i].incident, "1");
        }
    }
}

TEST(Incident, WhatHasNoOrderStandsForItself) {
    std::vector findings{finding(SubjectKind::Thread, "t", "", Verdict::Malicious),
                         finding(SubjectKind::Review, "t", "", Verdict::Malicious)};
    mark_incidents(findings);
    EXPECT_EQ(findings[0].incident, "thread:t");
    EXPECT_EQ(findings[1].incident, "review:t");
    EXPECT_TRUE(findings[0].speaks && findings[1].speaks);
}

TEST(Incident, ARefusedOneGivesWay) {
    Finding refused = finding(SubjectKind::Review, "r", "1", Verdict::Malicious, true);
    refused.admissible = false;
    std::vector findings{refused, finding(SubjectKind::Thread, "t", "1", Verdict::Malicious, true)};
    mark_incidents(findings);
    EXPECT_TRUE(findings[1].speaks);
}

// desk A12: four different counts of what can be reported.
TEST(Incident, IsReportableByOneDefinition) {
    using std::chrono::hours;
    struct Row {
        bool reportable;
        std::optional<bool> admissible;
        std::optional<Instant> due;
        bool expected;
    };
    const std::array rows{
        Row{true, true, kNow, true},
        Row{true, std::nullopt, std::nullopt, true},
        Row{true, true, kNow - Duration{1}, false},  // its time has passed
        Row{true, false, kNow + hours{1}, false},    // it would be refused
        Row{false, true, kNow + hours{1}, false},    // it has no ground
    };
    Finding waiting = finding(SubjectKind::Thread, "t", "1", Verdict::Malicious, true);
    EXPECT_FALSE(can_be_reported(waiting, kNow));  // there is no review yet
    for (const Row& row : rows) {
        Finding one;
        one.reportable = row.reportable;
        one.admissible = row.admissible;
        one.due = row.due;
        EXPECT_EQ(can_be_reported(one, kNow), row.expected);
    }
}

}  // namespace
}  // namespace pingli::triage
