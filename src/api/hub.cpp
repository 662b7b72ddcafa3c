#include "api/hub.hpp"

#include <algorithm>
#include <utility>

#include "api/limits.hpp"
#include "base/barrier.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

Hub::Hub() : worker_([this](const std::stop_token& stop) { work(stop); }) {}

std::shared_ptr<http::EventStream> Hub::listen(const ShopId& shop, const UserId& who,
                                               MayGoOn may_go_on) {
    const std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [](const auto& one) { return one->stream->is_closed(); });
    const auto of_shop =
        std::ranges::count_if(listeners_, [&](const auto& one) { return one->shop == shop; });
    const auto of_person =
        std::ranges::count_if(listeners_, [&](const auto& one) { return one->who == who; });
    if (listeners_.size() >= kStreamsMax || std::cmp_greater_equal(of_shop, kStreamsOfAShopMax) ||
        std::cmp_greater_equal(of_person, kStreamsOfAPersonMax))
        return nullptr;
    auto stream = std::make_shared<http::EventStream>();
    listeners_.push_back(std::make_shared<Listener>(
        Listener{.shop = shop, .who = who, .stream = stream, .may_go_on = std::move(may_go_on)}));
    return stream;
}

void Hub::publish(const app::Published& change) {
    std::string data;
    codec::JsonWriter json{data};
    json.begin_object();
    json.key("case_id");
    json.text(change.case_id.value());
    json.key("version");
    json.whole(change.version);
    json.key("position");
    json.whole(change.position);
    json.end_object();
    queue(change.shop, {.id = std::to_string(change.position),
                        .name = std::string{name_of(LiveEvent::CaseChanged)},
                        .data = std::move(data)});
}

void Hub::publish(const ShopId& shop, LiveEvent event, std::string data) {
    queue(shop, {.id = {}, .name = std::string{name_of(event)}, .data = std::move(data)});
}

void Hub::queue(const ShopId& shop, http::StreamedEvent event) {
    {
        const std::lock_guard lock(mutex_);
        if (listeners_.empty()) return;
        if (waiting_.size() >= kWaitingMax) {
            let_all_go();
            return;
        }
        waiting_.push_back({.shop = shop, .event = std::move(event)});
    }
    has_events_.notify_one();
}

// They come back with the position they last saw.
void Hub::let_all_go() {
    for (const auto& one : listeners_) one->stream->close();
    listeners_.clear();
    waiting_.clear();
}

std::size_t Hub::listeners() const {
    const std::lock_guard lock(mutex_);
    return listeners_.size();
}

void Hub::end() {
    worker_.request_stop();
    if (worker_.joinable()) worker_.join();
}

void Hub::work(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::vector<Waiting> events;
        {
            std::unique_lock lock(mutex_);
            has_events_.wait_for(lock, stop, kAskedEvery, [&] { return !waiting_.empty(); });
            events.swap(waiting_);
        }
        if (stop.stop_requested()) return;
        if (guarded([&] { tell(events); })) {
            const std::lock_guard lock(mutex_);
            let_all_go();
        }
    }
}

void Hub::tell(const std::vector<Waiting>& events) {
    std::vector<std::shared_ptr<Listener>> listeners;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(listeners_, [](const auto& one) { return one->stream->is_closed(); });
        listeners = listeners_;
    }
    for (const auto& one : listeners)
        if (guarded([&] { tell(*one, events); })) one->stream->close();
}

void Hub::tell(const Listener& one, const std::vector<Waiting>& events) {
    if (!one.may_go_on()) one.stream->close();
    for (const Waiting& next : events) {
        if (next.shop != one.shop) continue;
        if (one.stream->is_closed()) break;
        if (one.may_go_on()) {
            one.stream->push(next.event);
        } else {
            one.stream->close();
        }
    }
}

}  // namespace pingli::api
