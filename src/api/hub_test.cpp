#include "api/hub.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <exception>
#include <future>
#include <stdexcept>
#include <string>
#include <vector>

#include "api/limits.hpp"

namespace pingli::api {

// security finding 23: nobody takes all places of those who listen
TEST(Hub, SharesItsPlacesOut) {
    Hub hub;
    std::vector<std::shared_ptr<http::EventStream>> open;
    const auto listen = [&](const char* shop, const std::string& who) {
        open.push_back(hub.listen(ShopId{shop}, UserId{who}, [] { return true; }));
        return open.back() != nullptr;
    };
    for (std::size_t i = 0; i < kStreamsOfAPersonMax; ++i) EXPECT_TRUE(listen("s-1", "u"));
    EXPECT_FALSE(listen("s-1", "u"));
    EXPECT_FALSE(listen("s-2", "u")) << "in all shops together";
    for (std::size_t i = kStreamsOfAPersonMax; i < kStreamsOfAShopMax; ++i)
        EXPECT_TRUE(listen("s-1", "u-" + std::to_string(i)));
    EXPECT_FALSE(listen("s-1", "another"));
    EXPECT_TRUE(listen("s-2", "another"));
    open.front()->close();
    EXPECT_TRUE(listen("s-2", "u"));
}

// What was thrown while one was asked whether they may still listen ended the program.
TEST(Hub, LetsGoWhoCannotBeAsked) {
    Hub hub;
    const auto broken = hub.listen(ShopId{"s"}, UserId{"a"}, []() -> bool {
        std::rethrow_exception(std::make_exception_ptr(std::runtime_error{"no memory"}));
    });
    std::promise<void> asked;
    std::atomic<bool> is_first = true;
    const auto good = hub.listen(ShopId{"s"}, UserId{"b"}, [&] {
        if (is_first.exchange(false)) asked.set_value();
        return true;
    });
    hub.publish(ShopId{"s"}, LiveEvent::ReviewsChanged, "{}");
    asked.get_future().get();  // after the other, who stands before it
    EXPECT_TRUE(broken->is_closed());
    EXPECT_FALSE(good->is_closed());
}

}  // namespace pingli::api
