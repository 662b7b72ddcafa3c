#include "codec/case_codec.hpp"

#include "codec/case_events_json.hpp"
#include "codec/fields_write.hpp"
#include "codec/json_writer.hpp"

namespace pingli::codec {

app::NewEvent JsonCaseCodec::encode(const cases::Event& event, app::Sealer& sealer) const {
    return {.type = std::string{type_of(event)}, .body = encode_event(event, sealer)};
}

Result<cases::Event> JsonCaseCodec::decode(const std::string& body, app::Sealer& sealer) const {
    return decode_event(body, sealer);
}

std::string JsonCaseCodec::list_entry(const views::QueueRow& row) const {
    std::string text;
    JsonWriter json{text};
    FieldWriter writer{json, {.sealer = nullptr, .shows_personal = false}};
    writer.write(row);
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
