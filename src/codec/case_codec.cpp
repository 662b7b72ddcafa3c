#include "codec/case_codec.hpp"

#include "codec/case_events_json.hpp"
#include "codec/json_writer.hpp"

namespace pingli::codec {

app::NewEvent JsonCaseCodec::encode(const cases::Event& event, app::Sealer& sealer) const {
    return {.type = std::string{type_of(event)}, .body = encode_event(event, sealer)};
}

Result<cases::Event> JsonCaseCodec::decode(const std::string& body, app::Sealer& sealer) const {
    return decode_event(body, sealer);
}

std::string JsonCaseCodec::list_entry(const cases::Case& c) const {
    std::string text;
    JsonWriter out{text};
    const cases::Ruling* ruling = c.last_ruling();
    out.begin_object();
    out.key("title");
    out.text(c.opening.title);
    out.key("perspective");
    out.text(to_name(c.opening.perspective));
    out.key("orders");
    out.begin_array();
    for (const std::string& order : c.opening.orders) out.text(order);
    out.end_array();
    out.key("clocks");
    out.begin_array();
    for (const cases::Clock& clock : c.clocks) {
        out.begin_object();
        out.key("name");
        out.text(clock.name);
        out.key("due");
        out.text(format_instant(clock.due, std::chrono::seconds{0}));
        out.key("state");
        out.text(to_name(clock.state));
        out.key("provisional");
        out.boolean(clock.provisional);
        out.end_object();
    }
    out.end_array();
    out.key("points");
    out.whole(ruling == nullptr ? 0 : ruling->points);
    out.key("breaches");
    out.whole(std::ssize(c.breaches));
    out.end_object();
    return text;
}

std::string JsonCaseCodec::ledger_detail(const cases::PointsEntry& entry) const {
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.key("entry_id");
    out.text(entry.entry_id.value());
    out.key("reverses");
    out.text_or_null(entry.reverses ? entry.reverses->value() : std::string{});
    out.key("ruling_id");
    out.text(entry.ruling_id.value());
    out.end_object();
    return text;
}

}  // namespace pingli::codec
