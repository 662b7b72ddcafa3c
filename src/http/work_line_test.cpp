#include "http/work_line.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace pingli::http {
namespace {

constexpr std::size_t kThreads = 16;
constexpr std::size_t kWaiting = 512;

Share share(int group, int member) {
    return {.group = "shop " + std::to_string(group), .member = "person " + std::to_string(member)};
}
Share neighbour() {
    return {.group = "the neighbour's", .member = "neighbour"};
}

std::size_t take_all(WorkLine& line) {
    std::size_t taken = 0;
    while (line.take()) ++taken;
    return taken;
}

// attack of round five, 2: whatever one person sends, in however many shops, and however long it
// takes, others get a worker at once.
RC_GTEST_PROP(WorkLine, OnePersonInManyShopsTakesNoPlaceOfOthers, ()) {
    WorkLine line{kThreads, kWaiting};
    const int shops = *rc::gen::inRange(1, 200);
    std::size_t added = 0;
    for (int i = 0; i < 600; ++i) added += line.add(share(i % shops, 0), [] {}) ? 1U : 0U;
    RC_ASSERT(added <= kWaiting / 4);
    RC_ASSERT(take_all(line) <= kThreads / 4);
    for (int i = 0; i < 5; ++i) {
        RC_ASSERT(line.add(neighbour(), [] {}));
        const auto taken = line.take();
        RC_ASSERT(taken.has_value());
        RC_ASSERT(taken->share == neighbour());
        line.finish(taken->share);
    }
}

// So do they when many persons sit in one shop.
RC_GTEST_PROP(WorkLine, ManyPersonsInOneShopTakeNoPlaceOfOthers, ()) {
    WorkLine line{kThreads, kWaiting};
    const int people = *rc::gen::inRange(1, 200);
    std::size_t added = 0;
    for (int i = 0; i < 600; ++i) added += line.add(share(0, i % people), [] {}) ? 1U : 0U;
    RC_ASSERT(added <= kWaiting / 2);
    RC_ASSERT(take_all(line) <= kThreads / 2);
    RC_ASSERT(line.add(neighbour(), [] {}));
    const auto taken = line.take();
    RC_ASSERT(taken.has_value());
    RC_ASSERT(taken->share == neighbour());
}

// With every worker taken, each other person and each other shop is before a newcomer at most once
// (and now and then whoever has waited longest).
RC_GTEST_PROP(WorkLine, TurnsBeforeANewcomerAreCounted, ()) {
    WorkLine line{1, kWaiting};
    const auto sent = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 40), rc::gen::inRange(0, 40)));
    std::set<int> groups;
    std::set<int> members;
    for (const auto& [group, member] : sent) {
        if (!line.add(share(group, member), [] {})) continue;
        groups.insert(group);
        members.insert(member);
    }
    const std::size_t turns = std::min(*rc::gen::inRange<std::size_t>(0, 20), line.waiting());
    for (std::size_t i = 0; i < turns; ++i) line.finish(line.take()->share);
    RC_ASSERT(line.add(neighbour(), [] {}));
    const std::size_t others = std::min(groups.size(), members.size());
    const std::size_t most = others + (others / (WorkLine::kOldestEvery - 1)) + 1;
    std::size_t before = 0;
    for (auto taken = line.take(); taken && taken->share != neighbour(); taken = line.take()) {
        ++before;
        const Share served = taken->share;
        line.finish(served);
        line.add(served, [] {});  // They go on asking.
        RC_ASSERT(before <= most);
    }
}

TEST(WorkLine, WhoIsBusyElsewhereIsServedHereToo) {
    WorkLine line{1, kWaiting};
    const Share here{.group = "here", .member = "both"};
    const Share elsewhere{.group = "elsewhere", .member = "both"};
    const Share colleague{.group = "here", .member = "colleague"};
    for (int i = 0; i < 2; ++i) {
        line.add(elsewhere, [] {});
        line.add(colleague, [] {});
    }
    line.add(here, [] {});
    int turns = 0;
    for (bool is_served = false; !is_served; ++turns) {
        ASSERT_LT(turns, 50);
        const auto taken = line.take();
        ASSERT_TRUE(taken.has_value());
        is_served = taken->share == here;
        line.finish(taken->share);
        if (!is_served) line.add(taken->share, [] {});
    }
}

TEST(WorkLine, ForgetsWhatWaitedAndKeepsCountOfWhatRuns) {
    WorkLine line{kThreads, kWaiting};
    for (int i = 0; i < 10; ++i) line.add(share(i % 3, i % 2), [] {});
    const auto running = line.take();
    ASSERT_TRUE(running.has_value());
    EXPECT_EQ(line.clear().size(), 9U);
    EXPECT_EQ(line.waiting(), 0U);
    line.finish(running->share);
    EXPECT_TRUE(line.add(neighbour(), [] {}));
    EXPECT_TRUE(line.take().has_value());
}

}  // namespace
}  // namespace pingli::http
