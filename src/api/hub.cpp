#include "api/hub.hpp"

#include <algorithm>

#include "codec/json_writer.hpp"

namespace pingli::api {

std::shared_ptr<http::EventStream> Hub::listen(const ShopId& shop) {
    const std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [](const Listener& one) { return one.stream->is_closed(); });
    if (listeners_.size() >= kListenersMax) return nullptr;
    auto stream = std::make_shared<http::EventStream>();
    listeners_.push_back({.shop = shop, .stream = stream});
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
    publish(
        change.shop,
        {.id = std::to_string(change.position), .name = "case_changed", .data = std::move(data)});
}

void Hub::publish(const ShopId& shop, const http::StreamedEvent& event) {
    const std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [&](const Listener& one) {
        return one.shop == shop ? !one.stream->push(event) : one.stream->is_closed();
    });
}

std::size_t Hub::listeners() const {
    const std::lock_guard lock(mutex_);
    return listeners_.size();
}

}  // namespace pingli::api
