#include "codec/case_schemas.hpp"

#include "cases/case.hpp"
#include "cases/commands.hpp"
#include "cases/filing_form.hpp"
#include "cases/refusal.hpp"
#include "cases/rehearsal.hpp"
#include "cases/statement.hpp"
#include "codec/fields_read.hpp"
#include "codec/fields_schema.hpp"
#include "views/queue.hpp"

namespace pingli::codec {

namespace {

template <class C>
constexpr bool kOpens = requires(C command) { command.opening; };

// The path knows the shop; the case is new.
template <class C>
void write_command(JsonWriter& json) {
    FieldSchema schema{json, SchemaOf::Given};
    if constexpr (kOpens<C>) schema.hide({"case_id", "shop"});
    json.key("command." + std::string{C::kName});
    schema.write(C{});
}

template <class... Commands>
void write_commands(JsonWriter& json, std::type_identity<std::variant<Commands...>>) {
    (write_command<Commands>(json), ...);
}

template <class T>
void write_shown(JsonWriter& json, std::string_view name) {
    json.key(name);
    FieldSchema{json, SchemaOf::Shown}.write(T{});
}

constexpr std::string_view kWords =
    R"({"type":"object","description":"The same in Chinese and English.",)"
    R"("properties":{"zh":{"type":"string"},"en":{"type":"string"}},"required":["zh","en"]})";
constexpr std::string_view kMoney =
    R"({"type":"object","properties":{"amount":{"type":"string","maxLength":40,"examples":["12.50"]},)"
    R"("currency":{"type":"string","maxLength":3,"examples":["CNY"]}},)"
    R"("required":["amount","currency"]})";
constexpr std::string_view kPersonal =
    R"({"type":"object","description":"Free text of a person. Without text: not yours to read, or )"
    R"(erased.","properties":{"person":{"type":"string"},"text":{"type":"string"},)"
    R"("erased":{"type":"boolean"}},"required":["person"]})";
static_assert(cases::kItemsMax == 200 && cases::kTextBytesMax == 20'000 && kAmountBytesMax == 40);
constexpr std::string_view kFacts =
    R"({"type":"object","description":"Facts by the names that the rulebook gives them.",)"
    R"("maxProperties":200,"additionalProperties":{"type":["boolean","integer","string"],)"
    R"("maxLength":20000}})";
constexpr std::string_view kEvent =
    R"({"type":"object","description":"What happened; further fields by type.",)"
    R"("properties":{"type":{"type":"string"},"at":{"type":"string","format":"date-time"},)"
    R"("by":{"$ref":"#/components/schemas/actor"}},"required":["type","at","by"]})";
constexpr std::string_view kNamedWords =
    R"({"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},)"
    R"("words":{"$ref":"#/components/schemas/words"}},"required":["name","words"]}})";

void write_rehearsal_schema(JsonWriter& json) {
    json.key("rehearsal");
    json.raw(R"({"type":"object","properties":{"rulebook":{"$ref":"#/components/schemas/book"},)"
             R"("now":{"$ref":"#/components/schemas/standing"},)"
             R"("findings":{"type":"array","items":{"$ref":"#/components/schemas/case_finding"}},)"
             R"("turns":{"type":"array","items":{"$ref":"#/components/schemas/turn"}},)"
             R"("missing_exhibits":{"$ref":"#/components/schemas/named_words"},)"
             R"("evidence_due":{"type":["string","null"],"format":"date-time"}},)"
             R"("required":["rulebook","now","findings","turns","missing_exhibits"]})");
}

}  // namespace

void write_case_schemas(JsonWriter& json) {
    const auto raw = [&](std::string_view name, std::string_view schema) {
        json.key(name);
        json.raw(schema);
    };
    raw("words", kWords);
    raw("money", kMoney);
    raw("personal", kPersonal);
    raw("facts", kFacts);
    raw("event", kEvent);
    raw("named_words", kNamedWords);
    write_shown<cases::Actor>(json, "actor");
    write_shown<cases::BookRef>(json, "book");
    write_shown<cases::Case>(json, "case");
    write_shown<cases::Move>(json, "move");
    write_shown<cases::Refusal>(json, "refusal");
    write_shown<cases::Standing>(json, "standing");
    write_shown<cases::Holding>(json, "case_finding");
    write_shown<cases::Turn>(json, "turn");
    write_shown<cases::Statement>(json, "statement");
    write_shown<cases::FilingForm>(json, "filing_form");
    write_shown<views::QueueRow>(json, "case_summary");
    write_rehearsal_schema(json);
    write_commands(json, std::type_identity<cases::Command>{});
}

}  // namespace pingli::codec
