#include "api/hook_json.hpp"

#include "api/list_json.hpp"

namespace pingli::api {

namespace {

using codec::JsonWriter;
using notify::Delivery;
using notify::RegisteredHook;

void hook(JsonWriter& out, const RegisteredHook& one, const std::string& secret) {
    out.begin_object();
    out.field("id", one.id);
    out.field("url", one.url);
    out.key("events");
    out.begin_array();
    for (const notify::Topic topic : one.topics) out.text(to_text(topic));
    out.end_array();
    out.key("leads");
    out.begin_array();
    for (const Duration lead : one.leads) out.text(notify::format_lead(lead));
    out.end_array();
    out.field("created_at", one.created_at);
    out.key("is_off");
    out.boolean(!one.is_on());
    if (!one.is_on()) out.field("off_because", one.off_because);
    if (!secret.empty()) out.field("secret", secret);
    out.end_object();
}

void delivery(JsonWriter& out, const Delivery& one) {
    out.begin_object();
    out.field("id", one.id);
    out.field("event", to_text(one.topic));
    out.field("about", one.about);
    out.field("state", to_text(one.state));
    out.key("attempts");
    out.whole(one.attempts);
    out.key("status");
    one.status == 0 ? out.null() : out.whole(one.status);
    out.field("made_at", one.made_at);
    if (one.last_at) out.field("last_at", *one.last_at);
    if (one.state == notify::DeliveryState::Waiting)
        out.field("next_at", one.next_at.value_or(one.made_at));
    out.key("body");
    out.raw(one.body);
    out.end_object();
}

}  // namespace

std::string hook_json(const RegisteredHook& one, const std::string& secret) {
    std::string text;
    JsonWriter out{text};
    hook(out, one, secret);
    return text;
}

std::string hooks_json(const std::vector<RegisteredHook>& hooks) {
    return list_json("web_hooks", hooks,
                     [](JsonWriter& out, const RegisteredHook& one) { hook(out, one, {}); });
}

std::string delivery_json(const Delivery& one) {
    std::string text;
    JsonWriter out{text};
    delivery(out, one);
    return text;
}

std::string deliveries_json(const std::vector<Delivery>& deliveries) {
    return list_json("deliveries", deliveries, delivery);
}

}  // namespace pingli::api
