#include "server/put_off_notes.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace pingli::server {
namespace {

using namespace std::chrono_literals;

// security finding: each request refused by load was a line on a pipe that may be full
TEST(PutOffNotes, AreCountedAndToldOnceASecond) {
    PutOffNotes::Clock::time_point now{1h};
    std::vector<std::string> said;
    PutOffNotes notes{[&](const std::string& line) { said.push_back(line); }, [&] { return now; }};
    for (int i = 0; i < 1'000; ++i) notes.note("POST /walks", "too many");
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said[0], "put off (503): POST /walks: too many");
    now += 999ms;
    notes.note("POST /walks", "too many");
    EXPECT_EQ(said.size(), 1U);
    now += 1ms;
    notes.note("POST /files", "the disk is full");
    ASSERT_EQ(said.size(), 2U);
    EXPECT_EQ(said[1],
              "put off (503): POST /files: the disk is full (and 1000 more since the last such "
              "line)");
    now += 5s;
    notes.note("POST /walks", "too many");
    EXPECT_EQ(said.back(), "put off (503): POST /walks: too many");
}

}  // namespace
}  // namespace pingli::server
