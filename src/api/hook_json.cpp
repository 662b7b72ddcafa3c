#include "api/hook_json.hpp"

#include "api/list_json.hpp"

namespace pingli::api {

namespace {

using codec::JsonWriter;
using notify::Delivery;
using notify::RegisteredHook;

void field(JsonWriter& out, std::string_view name, std::string_view value) {
    out.key(name);
    out.text(value);
}

void field(JsonWriter& out, std::string_view name, Instant at) {
    field(out, name, format_instant(at, std::chrono::seconds{0}));
}

void hook(JsonWriter& out, const RegisteredHook& one, const std::string& secret) {
    out.begin_object();
    field(out, "id", one.id);
    field(out, "url", one.url);
    out.key("events");
    out.begin_array();
    for (const notify::Topic topic : one.topics) out.text(to_text(topic));
    out.end_array();
    out.key("leads");
    out.begin_array();
    for (const Duration lead : one.leads) out.text(notify::format_lead(lead));
    out.end_array();
    field(out, "created_at", one.created_at);
    out.key("is_off");
    out.boolean(!one.is_on());
    if (!one.is_on()) field(out, "off_because", one.off_because);
    if (!secret.empty()) field(out, "secret", secret);
    out.end_object();
}

void delivery(JsonWriter& out, const Delivery& one) {
    out.begin_object();
    field(out, "id", one.id);
    field(out, "event", to_text(one.topic));
    field(out, "about", one.about);
    field(out, "state", to_text(one.state));
    out.key("attempts");
    out.whole(one.attempts);
    out.key("status");
    one.status == 0 ? out.null() : out.whole(one.status);
    field(out, "made_at", one.made_at);
    if (one.last_at) field(out, "last_at", *one.last_at);
    if (one.state == notify::DeliveryState::Waiting)
        field(out, "next_at", one.next_at.value_or(one.made_at));
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
