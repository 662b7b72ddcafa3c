#include "server/rounds.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <stdexcept>
#include <vector>

namespace pingli::server {
namespace {

using namespace std::chrono_literals;

[[noreturn]] void throw_here(const char* what) {
    std::rethrow_exception(std::make_exception_ptr(std::out_of_range{what}));
}

}  // namespace

// security finding 43: a round that throws neither ends the process nor the rounds, and is noted
TEST(Rounds, GoOnAfterOneThatThrows) {
    std::vector<std::string> noted;
    int rounds = 0;
    std::latch six{6};
    {
        const auto thread = in_rounds(
            1ms, "clocks", [&](const std::string& line) { noted.push_back(line); },
            [&] {
                if (++rounds > 6) return;
                six.count_down();
                if (rounds == 4) return;
                throw_here(rounds == 1 ? "a" : "b");
            });
        six.wait();
    }
    // The same fault of two rounds one after the other is said once.
    EXPECT_EQ(noted,
              (std::vector<std::string>{"clocks: a fault of the program: std::out_of_range: a",
                                        "clocks: a fault of the program: std::out_of_range: b",
                                        "clocks: a fault of the program: std::out_of_range: b"}));
}

// What goes wrong at one shop keeps the round from no other.
TEST(FaultNotes, KeepThingsApart) {
    std::vector<std::string> noted;
    FaultNotes notes{[&](const std::string& line) { noted.push_back(line); }};
    int well = 0;
    for (int round = 0; round < 3; ++round) {
        notes.guard("shop a", [] { throw_here("x"); });
        notes.guard("shop b", [&] { ++well; });
        notes.guard("shop c", [] { throw_here("y"); });
    }
    EXPECT_EQ(well, 3);
    EXPECT_EQ(noted.size(), 2U);
}

}  // namespace pingli::server
