// Who is listening for changes of a shop. A listener that does not keep up is let go by the
// transport and comes back with the position it last saw. Thread-safe.

#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "app/case_desk.hpp"
#include "http/event_stream.hpp"

namespace pingli::api {

class Hub {
public:
    static constexpr std::size_t kListenersMax = 2'000;

    // Nothing when too many listen.
    std::shared_ptr<http::EventStream> listen(const ShopId& shop);
    // Quick; called from the writer's thread.
    void publish(const app::Published& change);
    // Of what has no place in the chain: an import's progress, a review that somebody took.
    void publish(const ShopId& shop, const http::StreamedEvent& event);
    [[nodiscard]] std::size_t listeners() const;

private:
    struct Listener {
        ShopId shop;
        std::shared_ptr<http::EventStream> stream;
    };
    mutable std::mutex mutex_;
    std::vector<Listener> listeners_;
};

}  // namespace pingli::api
