// security finding 32: a flood of log-ins takes no worker. Counted, not timed.

#include "api/lane.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>

namespace pingli::api {
namespace {

// A request and where its answer goes.
struct Asked {
    explicit Asked(const std::string& address) { request->address = address; }
    http::Responder responder() {
        return http::Responder{[this](http::Response got) { status.set_value(got.status); }};
    }
    std::shared_ptr<http::Request> request = std::make_shared<http::Request>();
    std::promise<int> status;
};

// Fills the lane's places with work that ends when told to.
class LaneTest : public ::testing::Test {
protected:
    void SetUp() override {
        for (std::size_t i = 0; i < kLimits.at_once; ++i)
            ASSERT_TRUE(lane.submit("busy", [this] {
                begun.count_down();
                go_on.wait();
            }));
        begun.wait();
    }
    void TearDown() override {
        if (!go_on.try_wait()) go_on.count_down();
        lane.stop();
    }
    static constexpr LaneLimits kLimits{
        .at_once = 2, .waiting_max = 64, .waiting_per_address_max = 32};
    std::latch begun{2};
    std::latch go_on{1};
    Lane lane{kLimits};
};

TEST_F(LaneTest, KeepsNobodyWaitingAndRefusesWhatDoesNotFit) {
    const auto log_in = in_lane(lane, [](http::Request&) { return http::no_content(); });
    std::deque<Asked> asked;
    for (int i = 0; i < 100; ++i) {
        asked.emplace_back("10.0.0." + std::to_string(i % 4));
        log_in(asked.back().request, asked.back().responder());  // comes back at once: none is free
    }
    go_on.count_down();
    int answered = 0;
    int refused = 0;
    for (Asked& one : asked) {
        const int status = one.status.get_future().get();
        answered += status == 204 ? 1 : 0;
        refused += status == 503 ? 1 : 0;
    }
    EXPECT_EQ(answered, 64);
    EXPECT_EQ(refused, 36);
}

TEST_F(LaneTest, OneAddressLeavesRoomForOthers) {
    std::size_t taken = 0;
    for (int i = 0; i < 100; ++i) taken += lane.submit("10.0.0.1", [] {}) ? 1 : 0;
    EXPECT_EQ(taken, 32U);
    EXPECT_TRUE(lane.submit("10.0.0.2", [] {}));
}

TEST_F(LaneTest, AFailureInsideIsAnsweredAndTheLaneGoesOn) {
    go_on.count_down();
    const auto fails = in_lane(lane, [](http::Request& request) {
        return http::answer(200, "text/plain", request.path.at(9));  // there is none
    });
    Asked first{"a"};
    fails(first.request, first.responder());
    EXPECT_EQ(first.status.get_future().get(), 500);
    std::promise<void> ran;
    ASSERT_TRUE(lane.submit("a", [&] { ran.set_value(); }));
    ran.get_future().get();
}

TEST_F(LaneTest, StoppedItAnswersWhatWaits) {
    Asked waits{"a"};
    in_lane(lane, [](http::Request&) { return http::no_content(); })(waits.request,
                                                                     waits.responder());
    go_on.count_down();
    lane.stop();
    const int status = waits.status.get_future().get();
    EXPECT_TRUE(status == 500 || status == 204) << status;
    EXPECT_FALSE(lane.submit("a", [] {}));
}

}  // namespace
}  // namespace pingli::api
