#include "codec/finding_json.hpp"

#include "codec/json_writer.hpp"

namespace pingli::codec {

namespace {

using triage::Finding;

template <class Enum>
void name_or_null(JsonWriter& json, const std::optional<Enum>& value) {
    value ? json.text(to_name(*value)) : json.null();
}

void instant_or_null(JsonWriter& json, const std::optional<Instant>& at, const Zone& zone) {
    at ? json.text(zone.format(*at)) : json.null();
}

void write_money(JsonWriter& json, const Money& money) {
    json.begin_object();
    json.key("amount");
    json.text(money.amount());
    json.key("currency");
    json.text(money.currency.code());
    json.end_object();
}

void write_evidence(JsonWriter& json, std::string_view key,
                    const std::vector<triage::Evidence>& items) {
    json.key(key);
    json.begin_array();
    for (const triage::Evidence& item : items) {
        json.begin_object();
        json.key("kind");
        json.text(item.kind);
        json.key("words");
        json.bilingual(item.words);
        json.key("reference");
        json.text_or_null(item.reference);
        json.end_object();
    }
    json.end_array();
}

void write_span(JsonWriter& json, const triage::FoundSpan& found) {
    json.begin_object();
    json.key("in");
    json.text(to_name(found.in));
    if (found.turn) {
        json.key("turn");
        json.whole(*found.turn);
    }
    json.key("start");
    json.whole(found.span.start);
    json.key("end");
    json.whole(found.span.end);
    json.key("kind");
    json.text(to_name(found.kind));
    if (found.pii_kind) {
        json.key("pii_kind");
        json.text(text::to_name(*found.pii_kind));
    }
    if (found.amount) {
        json.key("amount");
        write_money(json, *found.amount);
    }
    json.end_object();
}

void write_words(JsonWriter& json, std::string_view key, const std::vector<Bilingual>& items) {
    json.key(key);
    json.begin_array();
    for (const Bilingual& words : items) json.bilingual(words);
    json.end_array();
}

void write_near_miss(JsonWriter& json, const std::optional<triage::NearMiss>& miss) {
    json.key("near_miss");
    if (!miss) return json.null();
    json.begin_object();
    json.key("ground");
    name_or_null(json, miss->ground);
    json.key("clause");
    json.text_or_null(miss->clause);
    json.key("lacks");
    json.begin_array();
    for (const triage::NearMiss::Lack& lack : miss->lacks) {
        json.begin_object();
        json.key("fact");
        json.text(lack.fact);
        json.key("words");
        json.bilingual(lack.words);
        json.key("is");
        json.bilingual(lack.is);
        json.key("wanted");
        json.bilingual(lack.wanted);
        json.key("is_past");
        json.boolean(lack.is_past);
        json.end_object();
    }
    json.end_array();
    json.key("words");
    json.bilingual(miss->words);
    json.end_object();
}

// The keys of the contract, in its order.
void write_contract(JsonWriter& json, const Finding& finding, const Zone& zone) {
    json.key("subject");
    json.begin_object();
    json.key("kind");
    json.text(to_name(finding.subject_kind));
    json.key("id");
    json.text(finding.subject_id);
    json.end_object();
    json.key("incident");
    json.text(finding.incident);
    json.key("verdict");
    json.text(to_name(finding.verdict));
    json.key("reportable");
    json.boolean(finding.reportable);
    json.key("ground");
    name_or_null(json, finding.ground);
    json.key("clause");
    json.text_or_null(finding.clause);
    json.key("admissible");
    finding.admissible ? json.boolean(*finding.admissible) : json.null();
    json.key("refusal");
    name_or_null(json, finding.refusal);
    json.key("due");
    instant_or_null(json, finding.due, zone);
    json.key("evidence");
    json.begin_object();
    write_evidence(json, "have", finding.have);
    write_evidence(json, "missing", finding.missing);
    json.end_object();
    json.key("spans");
    json.begin_array();
    for (const triage::FoundSpan& found : finding.spans) write_span(json, found);
    json.end_array();
    json.key("advice");
    json.begin_array();
    for (const triage::Advice& advice : finding.advice) {
        json.begin_object();
        json.key("code");
        json.text(advice.code);
        json.key("words");
        json.bilingual(advice.words);
        json.end_object();
    }
    json.end_array();
    json.key("reply_draft");
    json.text_or_null(finding.reply_draft);
    json.key("score");
    json.share(finding.score);
    json.key("why");
    json.bilingual(finding.why);
    json.key("rulebook");
    json.begin_object();
    json.key("id");
    json.text(finding.rulebook);
    json.key("version");
    json.text(finding.rulebook_version);
    json.end_object();
}

void write_dates(JsonWriter& json, const std::vector<triage::Date>& dates, const Zone& zone) {
    json.key("dates");
    json.begin_array();
    for (const triage::Date& date : dates) {
        json.begin_object();
        json.key("code");
        json.text(date.code);
        json.key("at");
        json.text(zone.format(date.at));
        json.key("words");
        json.bilingual(date.words);
        json.key("is_past");
        json.boolean(date.is_past);
        json.key("provisional");
        json.boolean(date.provisional);
        json.end_object();
    }
    json.end_array();
}

void write_extras(JsonWriter& json, const Finding& finding, const Zone& zone) {
    json.key("order");
    json.text_or_null(finding.order);
    json.key("item");
    json.text_or_null(finding.item);
    json.key("sku");
    json.text_or_null(finding.sku);
    json.key("courier");
    json.text_or_null(finding.courier);
    json.key("agent");
    json.text_or_null(finding.agent);
    json.key("stars");
    finding.stars ? json.whole(*finding.stars) : json.null();
    json.key("made_at");
    instant_or_null(json, finding.made_at, zone);
    json.key("causes");
    json.begin_array();
    for (std::size_t i = 0; i < text::kCauseCount; ++i)
        if (finding.causes.test(i)) json.text(text::to_name(static_cast<text::Cause>(i)));
    json.end_array();
    json.key("sentiment");
    json.text(text::to_name(finding.sentiment));
    write_words(json, "signs", finding.signs);
    write_words(json, "notes", finding.notes);
    write_near_miss(json, finding.near_miss);
    write_dates(json, finding.dates, zone);
    json.key("filing_path");
    json.text_or_null(finding.filing_path);
    json.key("confirm");
    json.text_or_null(finding.confirm_note);
}

void write_texts(JsonWriter& json, const std::vector<triage::Part>& parts, const Zone& zone) {
    json.key("texts");
    json.begin_array();
    for (const triage::Part& part : parts) {
        json.begin_object();
        json.key("in");
        json.text(to_name(part.in));
        if (part.in == triage::SpanPlace::Chat) {
            json.key("turn");
            json.whole(part.turn);
        }
        json.key("who");
        json.text(part.who);
        json.key("at");
        instant_or_null(json, part.at, zone);
        json.key("text");
        json.text(part.text);
        if (part.gap_after) {
            json.key("gap_after");
            json.boolean(true);
        }
        if (!part.source.empty()) json.field("source", part.source);
        json.end_object();
    }
    json.end_array();
}

void write_facts(JsonWriter& json, const std::vector<triage::ToldFact>& facts) {
    json.key("facts");
    json.begin_object();
    for (const triage::ToldFact& fact : facts) {
        json.key(fact.name);
        if (const auto* flag = std::get_if<bool>(&fact.value))
            json.boolean(*flag);
        else if (const auto* number = std::get_if<std::int64_t>(&fact.value))
            json.whole(*number);
        else
            json.text(std::get<std::string>(fact.value));
    }
    json.end_object();
}

}  // namespace

std::string to_json_line(const Finding& finding, const Zone& zone, FindingTexts texts) {
    std::string out;
    constexpr std::size_t kUsualBytes = 4096;
    out.reserve(kUsualBytes);
    JsonWriter json{out};
    json.begin_object();
    write_contract(json, finding, zone);
    write_extras(json, finding, zone);
    if (texts == FindingTexts::Included) {
        write_texts(json, finding.parts, zone);
        write_facts(json, finding.facts);
    }
    json.end_object();
    return out;
}

}  // namespace pingli::codec
