#include "api/security_json.hpp"

namespace pingli::api {

namespace {

void write_fields(codec::JsonWriter& out, const app::SecurityEntry& entry,
                  const std::optional<ShopId>& only) {
    const app::SecurityEvent& event = entry.event;
    out.field("number", entry.number);
    out.field("at", event.at);
    out.field("what", event.what);
    out.key("is_allowed");
    out.boolean(event.is_allowed);
    out.key("account");
    out.text_or_null(event.account);
    out.key("whence");
    out.text_or_null(event.whence);
    out.key("shops");
    out.begin_array();
    for (const std::string& shop : event.shops)
        if (!only || shop == only->value()) out.text(shop);
    out.end_array();
    out.field("route", event.route);
    out.key("about");
    out.text_or_null(event.about);
    out.field("count", event.count);
    out.field("hash", entry.hash);
}

}  // namespace

void write_security_entry(codec::JsonWriter& out, const app::SecurityEntry& entry,
                          const std::optional<ShopId>& only, const std::string& name,
                          const std::string& about_name) {
    out.begin_object();
    write_fields(out, entry, only);
    out.key("name");
    out.text_or_null(name);
    out.key("about_name");
    out.text_or_null(about_name);
    out.end_object();
}

std::string security_line(const app::SecurityEntry& entry, const std::optional<ShopId>& only) {
    std::string text;
    codec::JsonWriter out{text};
    out.begin_object();
    write_fields(out, entry, only);
    out.end_object();
    return text + '\n';
}

}  // namespace pingli::api
