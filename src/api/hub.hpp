// Who is listening for changes of a shop. A listener that does not keep up is let go by the
// transport and comes back with the position it last saw. Whether one may still listen is asked
// before each event and, while there is none, again and again. Thread-safe.

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "api/live_events.hpp"
#include "app/case_desk.hpp"
#include "http/event_stream.hpp"

namespace pingli::api {

class Hub {
public:
    using MayGoOn = std::function<bool()>;              // called from the hub's own thread only
    static constexpr std::size_t kWaitingMax = 10'000;  // events; with more, all are let go
    static constexpr std::chrono::milliseconds kAskedEvery{1'000};

    Hub();
    ~Hub() { end(); }
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    // Nothing when too many listen: of all, of the shop, of the person.
    std::shared_ptr<http::EventStream> listen(const ShopId& shop, const UserId& who,
                                              MayGoOn may_go_on);
    // Quick; called from the writer's thread.
    void publish(const app::Published& change);
    // Of what has no place in the chain: an import's progress, a review that somebody took.
    // `data`: an object of the event's fields.
    void publish(const ShopId& shop, LiveEvent event, std::string data);
    [[nodiscard]] std::size_t listeners() const;
    // Nobody is asked or told any more: before what they ask is gone.
    void end();

private:
    struct Listener {
        ShopId shop;
        UserId who;
        std::shared_ptr<http::EventStream> stream;
        MayGoOn may_go_on;
    };
    struct Waiting {
        ShopId shop;
        http::StreamedEvent event;
    };
    void queue(const ShopId& shop, http::StreamedEvent event);
    void work(const std::stop_token& stop);
    // What is thrown at one of them lets that one go, and what is thrown beside them, all.
    void tell(const std::vector<Waiting>& events);
    static void tell(const Listener& one, const std::vector<Waiting>& events);
    void let_all_go();  // with mutex_ held

    mutable std::mutex mutex_;  // guards what follows
    std::condition_variable_any has_events_;
    std::vector<std::shared_ptr<Listener>> listeners_;
    std::vector<Waiting> waiting_;
    std::jthread worker_;
};

}  // namespace pingli::api
