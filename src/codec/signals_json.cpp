#include "codec/signals_json.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "base/time.hpp"
#include "codec/json_writer.hpp"
#include "codec/limits.hpp"
#include "codec/nesting.hpp"

namespace pingli::codec {

namespace {

using Json = nlohmann::json;
template <class T>
using Parsed = std::expected<T, Problem>;

std::unexpected<Problem> refuse(std::string field, std::string expected) {
    return std::unexpected{Problem{.file = {},
                                   .line = 0,
                                   .column = 0,
                                   .field = std::move(field),
                                   .found = {},
                                   .expected = std::move(expected)}};
}

Parsed<Json> parse_object(std::string_view line) {
    if (!is_within(line, {.depth_max = kJsonBodyDepthMax}))
        return refuse({}, "a JSON object at most 32 deep");
    Json json = Json::parse(line, nullptr, false);
    if (json.is_discarded()) return refuse({}, "one JSON object a line");
    if (!json.is_object()) return refuse({}, "a JSON object");
    return json;
}

// A member that is a string; absent and null are "" where it is not required.
Parsed<std::string> string_of(const Json& object, const char* name, bool is_required) {
    const auto it = object.find(name);
    if (it == object.end() || it->is_null()) {
        if (is_required) return refuse(name, "a string");
        return std::string{};
    }
    if (!it->is_string()) return refuse(name, "a string");
    return it->get<std::string>();
}

std::optional<text::Speaker> parse_speaker(std::string_view name) {
    if (name == "buyer") return text::Speaker::Buyer;
    if (name == "seller") return text::Speaker::Seller;
    if (name == "platform") return text::Speaker::Platform;
    return std::nullopt;
}

Parsed<ConversationItem::Turn> parse_turn(const Json& json, const std::string& where) {
    if (!json.is_object()) return refuse(where, "an object with who and text");
    auto who = string_of(json, "who", true);
    auto words = string_of(json, "text", true);
    auto at = string_of(json, "at", false);
    if (!who || !parse_speaker(*who)) return refuse(where + ".who", "buyer, seller or platform");
    if (!words) return refuse(where + ".text", "a string");
    ConversationItem::Turn turn{
        .who = *parse_speaker(*who), .at = std::nullopt, .text = std::move(*words)};
    if (!at) return refuse(where + ".at", "a time with its offset");
    if (!at->empty()) {
        const auto time = parse_time(*at);
        if (!time) return refuse(where + ".at", "a time like 2026-05-01T10:00:00+08:00");
        turn.at = Instant{
            (time->local - time->offset.value_or(std::chrono::hours{8})).time_since_epoch()};
    }
    if (const auto gap = json.find("gap_after"); gap != json.end() && gap->is_boolean())
        turn.gap_after = gap->get<bool>();
    return turn;
}

void write(JsonWriter& json, text::Span span) {
    json.key("start");
    json.whole(span.start);
    json.key("end");
    json.whole(span.end);
}

void write(JsonWriter& json, const text::Reasons& reasons) {
    json.key("why");
    json.begin_array();
    for (const text::Reason& reason : reasons) {
        json.begin_object();
        json.key("code");
        json.text(reason.code);
        json.key("zh");
        json.text(reason.words.zh);
        json.key("en");
        json.text(reason.words.en);
        if (reason.turn) {
            json.key("turn");
            json.whole(*reason.turn);
        }
        if (reason.span) write(json, *reason.span);
        json.end_object();
    }
    json.end_array();
}

void write(JsonWriter& json, const char* name, const std::vector<text::TurnSpan>& spans) {
    json.key(name);
    json.begin_array();
    for (const text::TurnSpan& span : spans) {
        json.begin_object();
        json.key("turn");
        json.whole(span.turn);
        write(json, span.span);
        json.end_object();
    }
    json.end_array();
}

void write(JsonWriter& json, const char* name, const std::vector<text::Span>& spans) {
    json.key(name);
    json.begin_array();
    for (const text::Span& span : spans) {
        json.begin_object();
        write(json, span);
        json.end_object();
    }
    json.end_array();
}

void write(JsonWriter& json, const char* name, const std::vector<text::PiiSpan>& spans) {
    json.key(name);
    json.begin_array();
    for (const text::PiiSpan& span : spans) {
        json.begin_object();
        write(json, span.span);
        json.key("kind");
        json.text(to_name(span.kind));
        json.end_object();
    }
    json.end_array();
}

void write(JsonWriter& json, const char* name, bool value) {
    json.key(name);
    json.boolean(value);
}

template <class Enum, std::size_t N>
void write(JsonWriter& json, const char* name, const std::bitset<N>& values, bool says_none) {
    json.key(name);
    json.begin_array();
    for (std::size_t i = 0; i < N; ++i)
        if (values[i]) json.text(to_name(static_cast<Enum>(i)));
    if (values.none() && says_none) json.text("none");
    json.end_array();
}

void open(JsonWriter& json, const std::string& id) {
    json.begin_object();
    json.key("id");
    json.text(id);
    json.key("labels");
    json.begin_object();
}

void write(JsonWriter& json, const replies::DraftFinding& finding) {
    json.begin_object();
    json.key("code");
    json.text(finding.code);
    write(json, "stops", finding.stops);
    write(json, finding.span);
    json.key("zh");
    json.text(finding.words.zh);
    json.key("en");
    json.text(finding.words.en);
    json.key("instead");
    json.bilingual(finding.instead);
    json.end_object();
}

void write(JsonWriter& json, const replies::DraftCheck& check) {
    json.key("findings");
    json.begin_array();
    for (const replies::DraftFinding& finding : check.findings) write(json, finding);
    json.end_array();
    json.key("questions");
    json.begin_array();
    for (const Bilingual& question : check.questions) json.bilingual(question);
    json.end_array();
    json.key("better");
    if (check.better.sentences.empty())
        json.null();
    else
        json.bilingual(check.better.text);
}

}  // namespace

std::expected<ConversationItem, Problem> parse_conversation(std::string_view line) {
    const auto json = parse_object(line);
    if (!json) return std::unexpected{json.error()};
    auto id = string_of(*json, "id", true);
    if (!id) return std::unexpected{id.error()};
    const auto turns = json->find("turns");
    if (turns == json->end() || !turns->is_array()) return refuse("turns", "an array of turns");
    ConversationItem item{.id = std::move(*id), .turns = {}};
    for (std::size_t i = 0; i < turns->size(); ++i) {
        auto turn = parse_turn((*turns)[i], "turns[" + std::to_string(i) + "]");
        if (!turn) return std::unexpected{turn.error()};
        item.turns.push_back(std::move(*turn));
    }
    return item;
}

std::expected<ReviewItem, Problem> parse_review(std::string_view line) {
    const auto json = parse_object(line);
    if (!json) return std::unexpected{json.error()};
    auto id = string_of(*json, "id", true);
    if (!id) return std::unexpected{id.error()};
    auto words = string_of(*json, "text", true);
    if (!words) return std::unexpected{words.error()};
    auto followup = string_of(*json, "followup", false);
    if (!followup) return std::unexpected{followup.error()};
    ReviewItem item{.id = std::move(*id),
                    .stars = std::nullopt,
                    .text = std::move(*words),
                    .followup = std::move(*followup)};
    if (const auto stars = json->find("stars"); stars != json->end() && !stars->is_null()) {
        if (!stars->is_number_integer()) return refuse("stars", "1 to 5");
        const auto value = stars->get<std::int64_t>();
        if (value < 1 || value > 5) return refuse("stars", "1 to 5");
        item.stars = static_cast<int>(value);
    }
    return item;
}

std::expected<ReplyItem, Problem> parse_reply(std::string_view line) {
    const auto json = parse_object(line);
    if (!json) return std::unexpected{json.error()};
    auto id = string_of(*json, "id", true);
    if (!id) return std::unexpected{id.error()};
    auto context = string_of(*json, "context", false);
    if (!context) return std::unexpected{context.error()};
    auto draft = string_of(*json, "draft", true);
    if (!draft) return std::unexpected{draft.error()};
    return ReplyItem{
        .id = std::move(*id), .context = std::move(*context), .draft = std::move(*draft)};
}

std::string to_json_line(const std::string& id, const text::ConversationSignals& signals) {
    std::string out;
    JsonWriter json{out};
    open(json, id);
    write(json, "demand_under_threat", signals.demand_under_threat);
    write(json, "demand_spans", signals.demand_spans);
    write(json, "threat_spans", signals.threat_spans);
    json.key("demand_kind");
    json.text(to_name(signals.demand_kind));
    json.key("threat_kind");
    json.text(to_name(signals.threat_kind));
    write(json, "legitimate_claim", signals.legitimate_claim);
    write<text::Fault>(json, "seller_faults", signals.seller_faults, false);
    json.end_object();
    if (signals.amount) {
        json.key("amount");
        json.begin_object();
        json.key("amount");
        json.text(signals.amount->amount());
        json.key("currency");
        json.text(signals.amount->currency.code());
        json.end_object();
    }
    write(json, signals.why);
    json.end_object();
    return out;
}

std::string to_json_line(const std::string& id, const text::ReviewSignals& signals) {
    std::string out;
    JsonWriter json{out};
    open(json, id);
    write<text::Cause>(json, "causes", signals.causes, true);
    write(json, "abusive", !signals.abusive_spans.empty());
    write(json, "abusive_spans", signals.abusive_spans);
    write(json, "pii", !signals.pii_spans.empty());
    write(json, "pii_spans", signals.pii_spans);
    write(json, "extortion_hint", signals.extortion_hint);
    write(json, "competitor_promo", signals.competitor_promo);
    write(json, "retaliation_after_failed_claim", signals.retaliation_after_failed_claim);
    json.key("sentiment");
    json.text(to_name(signals.sentiment));
    json.end_object();
    if (!signals.followup_abusive_spans.empty())
        write(json, "followup_abusive_spans", signals.followup_abusive_spans);
    if (!signals.followup_pii_spans.empty())
        write(json, "followup_pii_spans", signals.followup_pii_spans);
    write(json, signals.why);
    json.end_object();
    return out;
}

std::string to_json_line(const std::string& id, const text::ReplySignals& signals,
                         const replies::DraftCheck& check) {
    std::string out;
    JsonWriter json{out};
    open(json, id);
    write<text::Fault>(json, "faults", signals.faults, false);
    write(json, "good", signals.faults.none());
    json.end_object();
    json.key("spans");
    json.begin_array();
    for (const text::FaultSpan& span : signals.spans) {
        json.begin_object();
        json.key("fault");
        json.text(to_name(span.fault));
        write(json, span.span);
        json.end_object();
    }
    json.end_array();
    write(json, check);
    write(json, signals.why);
    json.end_object();
    return out;
}

}  // namespace pingli::codec
