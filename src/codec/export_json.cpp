#include "codec/export_json.hpp"

#include <cstdint>

#include <nlohmann/json.hpp>

#include "base/base64.hpp"

namespace pingli::codec {

namespace {

using Json = nlohmann::ordered_json;

struct Encode {
    Json operator()(const app::Head& head) const {
        return {{"kind", "head"},
                {"shop", head.shop.value()},
                {"position", head.position},
                {"hash", app::to_hex(head.hash)}};
    }
    Json operator()(const app::ExportedEvent& line) const {
        return {{"kind", "event"},
                {"shop", line.shop.value()},
                {"case", line.event.case_id.value()},
                {"position", line.event.position},
                {"version", line.event.version},
                {"type", line.event.type},
                {"body", to_base64(line.event.body)},
                {"hash", app::to_hex(line.event.hash)}};
    }
    Json operator()(const app::ExportedKey& line) const {
        return {{"kind", "key"},
                {"shop", line.shop.value()},
                {"person", line.person.value()},
                {"key", line.key ? Json(to_base64(*line.key)) : Json(nullptr)}};
    }
    Json operator()(const app::ExportedRecord& line) const {
        const auto& expires = line.record.expires_at;
        return {
            {"kind", "record"},
            {"of", line.kind},
            {"key", line.record.key},
            {"bytes", to_base64(line.record.bytes)},
            {"expires_at", expires ? Json(expires->time_since_epoch().count()) : Json(nullptr)}};
    }
};

std::unexpected<Error> bad(const char* field) {
    return fail(ErrorCode::Invalid, std::string{"export line: "} + field + " is missing or wrong");
}

Result<std::string> text(const Json& json, const char* field) {
    const auto found = json.find(field);
    if (found == json.end() || !found->is_string()) return bad(field);
    return found->get<std::string>();
}
Result<std::int64_t> whole(const Json& json, const char* field) {
    const auto found = json.find(field);
    if (found == json.end() || !found->is_number_integer()) return bad(field);
    return found->get<std::int64_t>();
}
Result<std::string> bytes(const Json& json, const char* field) {
    const auto decoded = from_base64(TRY(text(json, field)));
    if (!decoded) return bad(field);
    return *decoded;
}
Result<app::Hash> hash(const Json& json) {
    const auto parsed = app::parse_hash(TRY(text(json, "hash")));
    if (!parsed) return bad("hash");
    return *parsed;
}
bool is_null(const Json& json, const char* field) {
    const auto found = json.find(field);
    return found != json.end() && found->is_null();
}

Result<app::ExportLine> decode_event(const Json& json) {
    app::ExportedEvent line;
    line.shop = ShopId{TRY(text(json, "shop"))};
    line.event.case_id = CaseId{TRY(text(json, "case"))};
    line.event.position = TRY(whole(json, "position"));
    line.event.version = TRY(whole(json, "version"));
    line.event.type = TRY(text(json, "type"));
    line.event.body = TRY(bytes(json, "body"));
    line.event.hash = TRY(hash(json));
    return line;
}

Result<app::ExportLine> decode_key(const Json& json) {
    app::ExportedKey line;
    line.shop = ShopId{TRY(text(json, "shop"))};
    line.person = PersonId{TRY(text(json, "person"))};
    if (!is_null(json, "key")) line.key = TRY(bytes(json, "key"));
    return line;
}

Result<app::ExportLine> decode_record(const Json& json) {
    app::ExportedRecord line;
    line.kind = TRY(text(json, "of"));
    line.record.key = TRY(text(json, "key"));
    line.record.bytes = TRY(bytes(json, "bytes"));
    if (!is_null(json, "expires_at"))
        line.record.expires_at = Instant{Duration{TRY(whole(json, "expires_at"))}};
    return line;
}

}  // namespace

std::string encode_export_line(const app::ExportLine& line) {
    // Ids and types were valid UTF-8 when they were stored; what was tampered with shows as U+FFFD.
    return std::visit(Encode{}, line).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<app::ExportLine> decode_export_line(std::string_view line) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return fail(ErrorCode::Invalid, "export line: not a JSON object");
    const std::string kind = TRY(text(json, "kind"));
    if (kind == "event") return decode_event(json);
    if (kind == "key") return decode_key(json);
    if (kind == "record") return decode_record(json);
    if (kind != "head") return bad("kind");
    app::Head head;
    head.shop = ShopId{TRY(text(json, "shop"))};
    head.position = TRY(whole(json, "position"));
    head.hash = TRY(hash(json));
    return head;
}

}  // namespace pingli::codec
