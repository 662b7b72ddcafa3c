#include "codec/export_json.hpp"

#include <cstdint>

#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "codec/limits.hpp"
#include "codec/nesting.hpp"

namespace pingli::codec {

namespace {

using Json = nlohmann::ordered_json;

Json seconds_or_null(const std::optional<Instant>& at) {
    return at ? Json(at->time_since_epoch().count()) : Json(nullptr);
}

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
        return {{"kind", "record"},
                {"of", line.kind},
                {"key", line.record.key},
                {"bytes", to_base64(line.record.bytes)},
                {"expires_at", seconds_or_null(line.record.expires_at)}};
    }
    Json operator()(const app::ExportedReview& line) const {
        const app::ShelvedFinding& finding = line.finding;
        const app::ReviewMark& mark = line.mark;
        return {{"kind", "review"},
                {"shop", line.shop.value()},
                {"finding",
                 {{"kind", finding.key.kind},
                  {"id", finding.key.id},
                  {"verdict", finding.verdict},
                  {"is_reportable", finding.is_reportable},
                  {"ground", finding.ground},
                  {"due_at", seconds_or_null(finding.due_at)},
                  {"made_at", finding.made_at.time_since_epoch().count()},
                  {"causes", finding.causes},
                  {"put_at", finding.put_at.time_since_epoch().count()},
                  {"sku", finding.sku},
                  {"courier", finding.courier},
                  {"agent", finding.agent},
                  {"import_id", finding.import_id},
                  {"list", finding.list},
                  {"words", to_base64(finding.words)},
                  {"body", to_base64(finding.body)}}},
                {"mark",
                 {{"version", mark.version},
                  {"state", mark.state},
                  {"at", seconds_or_null(mark.at)},
                  {"by", mark.by.value()},
                  {"case", mark.case_id.value()},
                  {"deeds", to_base64(mark.deeds)}}}};
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

Result<std::optional<Instant>> seconds(const Json& json, const char* field) {
    if (is_null(json, field)) return std::optional<Instant>{};
    return std::optional{Instant{Duration{TRY(whole(json, field))}}};
}
Result<const Json*> object(const Json& json, const char* field) {
    const auto found = json.find(field);
    if (found == json.end() || !found->is_object()) return bad(field);
    return &*found;
}

Result<app::ShelvedFinding> decode_finding(const Json& json) {
    app::ShelvedFinding finding;
    finding.key = {.kind = TRY(text(json, "kind")), .id = TRY(text(json, "id"))};
    finding.verdict = TRY(text(json, "verdict"));
    const auto reportable = json.find("is_reportable");
    if (reportable == json.end() || !reportable->is_boolean()) return bad("is_reportable");
    finding.is_reportable = reportable->get<bool>();
    finding.ground = TRY(text(json, "ground"));
    finding.due_at = TRY(seconds(json, "due_at"));
    finding.made_at = Instant{Duration{TRY(whole(json, "made_at"))}};
    finding.causes = TRY(whole(json, "causes"));
    finding.put_at = Instant{Duration{TRY(whole(json, "put_at"))}};
    finding.sku = TRY(text(json, "sku"));
    finding.courier = TRY(text(json, "courier"));
    finding.agent = TRY(text(json, "agent"));
    finding.import_id = TRY(text(json, "import_id"));
    finding.list = TRY(text(json, "list"));
    finding.words = TRY(bytes(json, "words"));
    finding.body = TRY(bytes(json, "body"));
    return finding;
}

Result<app::ExportLine> decode_review(const Json& json) {
    app::ExportedReview line;
    line.shop = ShopId{TRY(text(json, "shop"))};
    const Json* const finding = TRY(object(json, "finding"));
    line.finding = TRY(decode_finding(*finding));
    const Json& mark = *TRY(object(json, "mark"));
    line.mark.version = TRY(whole(mark, "version"));
    line.mark.state = TRY(text(mark, "state"));
    line.mark.at = TRY(seconds(mark, "at"));
    line.mark.by = UserId{TRY(text(mark, "by"))};
    line.mark.case_id = CaseId{TRY(text(mark, "case"))};
    line.mark.deeds = TRY(bytes(mark, "deeds"));
    return line;
}

}  // namespace

std::string encode_export_line(const app::ExportLine& line) {
    // Ids and types were valid UTF-8 when they were stored; what was tampered with shows as U+FFFD.
    return std::visit(Encode{}, line).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<app::ExportLine> decode_export_line(std::string_view line) {
    const Json json = is_within(line, {.depth_max = kJsonBodyDepthMax})
                          ? Json::parse(line, nullptr, false)
                          : Json{};
    if (!json.is_object()) return fail(ErrorCode::Invalid, "export line: not a JSON object");
    const std::string kind = TRY(text(json, "kind"));
    if (kind == "event") return decode_event(json);
    if (kind == "key") return decode_key(json);
    if (kind == "record") return decode_record(json);
    if (kind == "review") return decode_review(json);
    if (kind != "head") return bad("kind");
    app::Head head;
    head.shop = ShopId{TRY(text(json, "shop"))};
    head.position = TRY(whole(json, "position"));
    head.hash = TRY(hash(json));
    return head;
}

}  // namespace pingli::codec
