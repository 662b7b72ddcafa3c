#include "codec/export_json.hpp"

#include <cstdint>

#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "codec/limits.hpp"
#include "codec/nesting.hpp"

namespace pingli::codec {

namespace {

using Json = nlohmann::ordered_json;

const char* name_in_export(const app::TableColumn& column) {
    return column.exported != nullptr ? column.exported : column.name;
}

Json seconds_or_null(const std::optional<Instant>& at) {
    return at ? Json(at->time_since_epoch().count()) : Json(nullptr);
}

// A declared row (app/table_column.hpp), column by column.
class ColumnWriter {
public:
    template <class T>
    void operator()(const app::TableColumn& column, const T& value) {
        json_[name_in_export(column)] = form_of(column, value);
    }
    Json take() { return std::move(json_); }

private:
    static Json form_of(const app::TableColumn& column, const std::string& text) {
        return column.kept == app::ColumnKept::Plain ? Json(text) : Json(to_base64(text));
    }
    template <class Tag>
    static Json form_of(const app::TableColumn&, const Strong<Tag, std::string>& id) {
        return id.value();
    }
    static Json form_of(const app::TableColumn&, bool flag) { return flag; }
    static Json form_of(const app::TableColumn&, std::int64_t number) { return number; }
    static Json form_of(const app::TableColumn&, const std::optional<Instant>& at) {
        return seconds_or_null(at);
    }

    Json json_ = Json::object();
};

template <class Row>
Json columns_of(const Row& row) {
    ColumnWriter writer;
    Row::each(row, writer);
    return writer.take();
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
        return {{"kind", "review"},
                {"shop", line.shop.value()},
                {"finding", columns_of(line.finding)},
                {"mark", columns_of(line.mark)}};
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

class ColumnReader {
public:
    explicit ColumnReader(const Json& json) : json_(json) {}
    template <class T>
    void operator()(const app::TableColumn& column, T& into) {
        if (!done_) return;
        done_ = read(column, name_in_export(column), into);
    }
    [[nodiscard]] Result<void> done() const { return done_; }

private:
    Result<void> read(const app::TableColumn& column, const char* name, std::string& into) const {
        into = TRY(column.kept == app::ColumnKept::Plain ? text(json_, name) : bytes(json_, name));
        return {};
    }
    template <class Tag>
    Result<void> read(const app::TableColumn&, const char* name,
                      Strong<Tag, std::string>& into) const {
        into = Strong<Tag, std::string>{TRY(text(json_, name))};
        return {};
    }
    Result<void> read(const app::TableColumn&, const char* name, bool& into) const {
        const auto found = json_.find(name);
        if (found == json_.end() || !found->is_boolean()) return bad(name);
        into = found->get<bool>();
        return {};
    }
    Result<void> read(const app::TableColumn&, const char* name, std::int64_t& into) const {
        into = TRY(whole(json_, name));
        return {};
    }
    Result<void> read(const app::TableColumn&, const char* name, Instant& into) const {
        into = Instant{Duration{TRY(whole(json_, name))}};
        return {};
    }
    Result<void> read(const app::TableColumn&, const char* name,
                      std::optional<Instant>& into) const {
        into = TRY(seconds(json_, name));
        return {};
    }

    const Json& json_;
    Result<void> done_;
};

template <class Row>
Result<Row> row_in(const Json& json, const char* field) {
    const Json* const columns = TRY(object(json, field));
    Row row;
    ColumnReader reader{*columns};
    Row::each(row, reader);
    TRY(reader.done());
    return row;
}

Result<app::ExportLine> decode_review(const Json& json) {
    app::ExportedReview line;
    line.shop = ShopId{TRY(text(json, "shop"))};
    line.finding = TRY(row_in<app::ShelvedFinding>(json, "finding"));
    line.mark = TRY(row_in<app::ReviewMark>(json, "mark"));
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
