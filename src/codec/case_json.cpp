#include "codec/case_json.hpp"

#include "codec/fields_read.hpp"
#include "codec/fields_write.hpp"

namespace pingli::codec {

namespace {

WriteOptions options_of(CaseReader reader) {
    return {.sealer = nullptr,
            .shows_personal = reader.shows_personal,
            .shows_typed = reader.shows_personal};
}

}  // namespace

std::string list_without_words(const std::string& list) {
    Json row = Json::parse(list, nullptr, false);
    if (!row.is_object()) return "{}";
    for (const char* typed : {"title", "platform", "ground"}) {
        const auto at = row.find(typed);
        if (at != row.end() && at->is_string() &&
            !is_code(typed, at->get_ref<const std::string&>()))
            *at = "";
    }
    return row.dump();
}

void write_case(JsonWriter& json, const cases::Case& c, CaseReader reader) {
    FieldWriter{json, options_of(reader)}.write(c);
}

void write_event(JsonWriter& json, const cases::Event& event, CaseReader reader) {
    FieldWriter writer{json, options_of(reader)};
    json.begin_object();
    writer("type", type_of(event));
    writer("at", event.at);
    writer("by", event.by);
    std::visit([&]<class T>(const T& what) { T::each(what, writer); }, event.what);
    json.end_object();
}

void write_moves(JsonWriter& json, const std::vector<cases::Move>& moves) {
    FieldWriter{json, {}}.write(moves);
}

void write_refusal(JsonWriter& json, const cases::Refusal& refusal) {
    FieldWriter{json, {}}.write(refusal);
}

void write_named_words(JsonWriter& json, const NamedWords& words) {
    json.begin_array();
    for (const auto& [name, one] : words) {
        json.begin_object();
        json.key("name");
        json.text(name);
        json.key("words");
        json.bilingual(one);
        json.end_object();
    }
    json.end_array();
}

void write_rehearsal(JsonWriter& json, const cases::Rehearsal& rehearsal) {
    FieldWriter writer{json, {}};
    json.begin_object();
    writer("rulebook", rehearsal.book);
    writer("now", rehearsal.now);
    writer("findings", rehearsal.findings);
    writer("turns", rehearsal.turns);
    json.key("missing_exhibits");
    write_named_words(json, rehearsal.missing_exhibits);
    writer("evidence_due", rehearsal.evidence_due);
    json.end_object();
}

void write_filing_form(JsonWriter& json, const cases::FilingForm& form) {
    FieldWriter{json, {}}.write(form);
}

void write_statement(JsonWriter& json, const cases::Statement& statement) {
    FieldWriter{json, {}}.write(statement);
}

void write_dsa(JsonWriter& json, const cases::DsaStatement& statement) {
    FieldWriter writer{json, {}};
    json.begin_object();
    for (const auto& [name, values] : statement.fields) {
        json.key(name);
        statement.is_list(name) ? writer.write(values)
                                : json.text(values.empty() ? std::string{} : values.front());
    }
    json.end_object();
}

std::string case_json(const cases::Case& c, const std::vector<cases::Move>& moves,
                      const NamedWords& steps, CaseReader reader) {
    std::string out;
    JsonWriter json{out};
    json.begin_object();
    json.key("case");
    write_case(json, c, reader);
    json.key("next_steps");
    write_named_words(json, steps);
    json.key("allowed_moves");
    write_moves(json, moves);
    json.end_object();
    return out;
}

Result<cases::Case> parse_case(std::string_view text) {
    const Json json = parse_bounded(text);
    if (!json.is_object()) return fail(ErrorCode::Invalid, "a case is a JSON object");
    const ReadOptions options{
        .sealer = nullptr, .new_id = {}, .may_lack = true, .refuses_unknown = true};
    FieldReader reader{options};
    cases::Case c;
    reader.read(json, c);
    if (reader.faults().empty()) return c;
    std::string context = "not a case:";
    for (const Problem& fault : reader.faults())
        context += " " + fault.field + " (expected: " + english(fault.expected) + ")";
    return fail(ErrorCode::Invalid, context);
}

}  // namespace pingli::codec
