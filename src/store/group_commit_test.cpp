#include "store/group_commit.hpp"

#include <gtest/gtest.h>

#include <exception>
#include <future>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace pingli::store {

namespace {

[[noreturn]] void fault(const char* says) {
    std::rethrow_exception(std::make_exception_ptr(std::runtime_error{says}));
}

std::vector<Result<app::Appended>> written(std::span<const app::Change* const> changes) {
    return std::vector<Result<app::Appended>>(changes.size());
}

}  // namespace

// security finding 43: one caller's fault, when it is told, ended the writer and the program
TEST(GroupCommit, WhatACallerThrowsStaysWithIt) {
    std::promise<void> others_told;
    std::promise<std::string> noted;
    GroupCommit writer{written, nullptr, [&](const std::string& line) { noted.set_value(line); }};
    writer.submit({}, [](const Result<app::Appended>&) { fault("of \"Zhang San\""); });
    writer.submit({}, [&](const Result<app::Appended>&) { others_told.set_value(); });
    others_told.get_future().get();
    EXPECT_EQ(noted.get_future().get(),
              "fault: whoever waited for a change: std::runtime_error: of \"?????????\"");
}

TEST(GroupCommit, WhatMayLagIsTriedAgainAfterTheNextGroup) {
    std::promise<std::string> noted;
    std::promise<void> done_later;
    int tries = 0;  // of the writer's thread alone
    GroupCommit writer{written,
                       [&] {
                           if (++tries == 1) fault("index");
                           if (tries == 2) done_later.set_value();
                           return false;
                       },
                       [&](const std::string& line) { noted.set_value(line); }};
    EXPECT_EQ(noted.get_future().get(), "fault: what may lag: std::runtime_error: index");
    writer.submit({}, [](const Result<app::Appended>&) {});
    done_later.get_future().get();
}

TEST(GroupCommit, WhatAJobThrowsIsItsOwnAndTheWriterGoesOn) {
    std::vector<std::string> noted;  // read when the writer has been joined
    {
        GroupCommit writer{written, nullptr,
                           [&](const std::string& line) { noted.push_back(line); }};
        EXPECT_EQ(writer.run([] { fault("no memory"); }), "std::runtime_error: no memory");
        bool is_run = false;
        EXPECT_EQ(writer.run([&] { is_run = true; }), std::nullopt);
        EXPECT_TRUE(is_run);
    }
    EXPECT_EQ(noted, std::vector<std::string>{
                         "fault: a job of the writer: std::runtime_error: no memory"});
}

}  // namespace pingli::store
