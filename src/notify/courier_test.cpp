#include "notify/courier.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "support/memory_records.hpp"

namespace pingli::notify {
namespace {

using namespace std::chrono_literals;

const Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 10 / 1} + 9h;

// Listens on a free port of this machine. Who connects is let in by the system and hears nothing,
// unless `answers`.
class Receiver {
public:
    explicit Receiver(bool answers) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const raw = reinterpret_cast<sockaddr*>(&address);
        EXPECT_TRUE(::bind(socket_, raw, size) == 0 && ::listen(socket_, 100) == 0 &&
                    ::getsockname(socket_, raw, &size) == 0);
        port_ = ntohs(address.sin_port);
        if (answers) thread_ = std::jthread{[this] { serve(); }};
    }
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;
    ~Receiver() {
        ::shutdown(socket_, SHUT_RDWR);
        if (thread_.joinable()) thread_.join();
        ::close(socket_);
    }
    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(port_) + "/hook";
    }

private:
    void serve() const {
        constexpr std::string_view kWell = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
        std::array<char, 4096> piece{};
        for (int peer = 0; (peer = ::accept(socket_, nullptr, nullptr)) >= 0; ::close(peer)) {
            static_cast<void>(::recv(peer, piece.data(), piece.size(), 0));
            static_cast<void>(::send(peer, kWell.data(), kWell.size(), MSG_NOSIGNAL));
        }
    }
    int socket_;
    std::uint16_t port_ = 0;
    std::jthread thread_;
};

class CourierTest : public testing::Test {
protected:
    // A hook of that person in a shop of its own, with a delivery that waits since `made_at`.
    void add(const std::string& id, const std::string& person, const std::string& url,
             Instant made_at) {
        const RegisteredHook hook{.id = id,
                                  .shop = ShopId{"shop of " + id},
                                  .url = url,
                                  .secret = "s",
                                  .topics = {Topic::CaseOpened},
                                  .leads = {},
                                  .created_at = made_at,
                                  .on_since = made_at,
                                  .off_because = {},
                                  .made_by = UserId{person}};
        ASSERT_TRUE(book_.add(hook));
        ASSERT_TRUE(book_.enqueue({.id = "of " + id,
                                   .hook = id,
                                   .shop = hook.shop,
                                   .topic = Topic::CaseOpened,
                                   .about = made_at,
                                   .body = "{}",
                                   .made_at = made_at,
                                   .state = DeliveryState::Waiting,
                                   .attempts = 0,
                                   .status = 0,
                                   .last_at = {},
                                   .next_at = {},
                                   .account = account_of(hook)}));
    }
    bool is_delivered(const std::string& hook) {
        const auto all = book_.deliveries(hook, 1);
        return all && all->size() == 1 && all->front().state == DeliveryState::Delivered;
    }
    // Real time: far less than the 15 seconds that a receiver may take to say nothing.
    bool is_delivered_within(const std::string& hook, std::chrono::milliseconds patience) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (!is_delivered(hook) && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(20ms);
        return is_delivered(hook);
    }

    support::MemoryRecords records_;
    HookBook book_{records_};
};

// security finding: the hook of an owner who was removed went on to be told
TEST_F(CourierTest, WhatWaitsIsNotSentOnceTheMakerHasLeft) {
    const Receiver well{true};
    add("left", "gone", well.url(), kNow);
    add("stays", "here", well.url(), kNow);
    CourierOptions options{
        .now = [] { return kNow; }, .random = [] { return 0U; }, .note = [](const std::string&) {}};
    options.reach = Reach::Anywhere;
    options.look_every = 20ms;
    options.may_have = [](const RegisteredHook& hook) -> Result<bool> {
        return hook.made_by == UserId{"here"};
    };
    const Courier courier{book_, options};
    ASSERT_TRUE(is_delivered_within("stays", 10s));
    for (int i = 0; i < 500 && book_.find(ShopId{"shop of left"}, "left")->is_on(); ++i)
        std::this_thread::sleep_for(20ms);
    EXPECT_EQ(book_.find(ShopId{"shop of left"}, "left")->off_because, "maker_left");
    EXPECT_FALSE(is_delivered("left"));
}

// security finding 21: eighty receivers of one owner that never answer held up everybody's hooks.
TEST_F(CourierTest, SlowReceiversOfOnePersonHoldUpNobodyElse) {
    const Receiver silent{false};
    const Receiver well{true};
    for (int i = 0; i < 80; ++i)
        add("slow-" + std::to_string(i), "greedy", silent.url(), kNow - 1h);
    for (int i = 0; i < 30; ++i)
        add("slow too-" + std::to_string(i), "another", silent.url(), kNow - 1h);
    const Courier courier{book_,
                          {.reach = Reach::Anywhere,
                           .now = [] { return kNow; },
                           .random = [] { return 0U; },
                           .note = [](const std::string&) {},
                           .look_every = 20ms}};
    std::this_thread::sleep_for(300ms);  // by now all that may be held up is
    for (int i = 0; i < 20; ++i) {
        const std::string id = "good-" + std::to_string(i);
        add(id, "other", well.url(), kNow);
        EXPECT_TRUE(is_delivered_within(id, 5s)) << id;
    }
}

// security finding 43: a hook at which the program fails rests; the others are told, and so is the
// operator
TEST_F(CourierTest, AFaultAtOneHookIsNotedAndTheOthersGoOn) {
    const Receiver well{true};
    add("bad", "one", "http://127.0.0.1:1/refused", kNow - 1h);  // tried again: asks for a number
    add("good", "other", well.url(), kNow);
    std::mutex mutex;
    std::string noted;
    const Courier courier{
        book_,
        {.reach = Reach::Anywhere,
         .now = [] { return kNow; },
         .random = []() -> std::uint32_t {
             std::rethrow_exception(std::make_exception_ptr(std::out_of_range{"pos"}));
         },
         .note =
             [&](const std::string& line) {
                 const std::lock_guard lock(mutex);
                 noted += line;
             },
         .look_every = 20ms}};
    EXPECT_TRUE(is_delivered_within("good", 5s));
    const auto is_noted = [&] {
        const std::lock_guard lock(mutex);
        return noted.find("web-hooks: a fault of the program: std::out_of_range: pos") !=
               std::string::npos;
    };
    for (int i = 0; i < 250 && !is_noted(); ++i) std::this_thread::sleep_for(20ms);
    EXPECT_TRUE(is_noted());
}

TEST(HookBook, KeepsWhoseLineADeliveryStandsIn) {
    support::MemoryRecords records;
    HookBook book{records};
    const Delivery delivery{.id = "d",
                            .hook = "h",
                            .shop = ShopId{"s"},
                            .topic = Topic::Test,
                            .about = kNow,
                            .body = "{}",
                            .made_at = kNow,
                            .state = DeliveryState::Waiting,
                            .attempts = 0,
                            .status = 0,
                            .last_at = {},
                            .next_at = {},
                            .account = "person-1"};
    ASSERT_TRUE(book.enqueue(delivery));
    const auto queue = book.queue({}, 10);
    ASSERT_TRUE(queue && queue->size() == 1);
    EXPECT_EQ(queue->front().account, "person-1");
    const auto taken = book.take(queue->front());
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->account, "person-1");
    // A place that was kept before lines were has none, and is found all the same.
    app::Record old = records.list("hook_queue", {}, {}, 1)->front();
    old.bytes = old.bytes.substr(0, old.bytes.find('\n'));
    ASSERT_TRUE(records.put("hook_queue", old, app::Put::Always));
    EXPECT_TRUE(book.take(book.queue({}, 10)->front()));
}

}  // namespace
}  // namespace pingli::notify
