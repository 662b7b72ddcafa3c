#include "codec/finding_line.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "codec/limits.hpp"
#include "codec/nesting.hpp"

namespace pingli::codec {

namespace {

using Json = nlohmann::json;

// Reads members of one object; keeps the first fault.
class Members {
public:
    explicit Members(const Json& object) : object_(object) {}

    const Json* find(const char* name) const {
        const auto at = object_.find(name);
        return at == object_.end() || at->is_null() ? nullptr : &*at;
    }
    std::string text(const char* name) {
        const Json* value = find(name);
        if (value == nullptr) return {};
        if (const auto* text = value->get_ptr<const std::string*>()) return *text;
        return fault(name, say("field.text_or_null")), std::string{};
    }
    std::optional<bool> flag(const char* name) {
        const Json* value = find(name);
        if (value == nullptr) return std::nullopt;
        if (const auto* flag = value->get_ptr<const bool*>()) return *flag;
        return fault(name, say("field.truth_or_null")), std::nullopt;
    }
    std::optional<std::int64_t> whole(const char* name) {
        const Json* value = find(name);
        if (value == nullptr) return std::nullopt;
        const auto* large = value->get_ptr<const std::uint64_t*>();
        const bool fits = large == nullptr || std::in_range<std::int64_t>(*large);
        if (const auto* number = value->get_ptr<const std::int64_t*>(); number != nullptr && fits)
            return *number;
        return fault(name, say("field.whole_or_null")), std::nullopt;
    }
    std::optional<Instant> time(const char* name) {
        const std::string written = text(name);
        if (written.empty()) return std::nullopt;
        const auto parsed = parse_time(written);
        if (!parsed || !parsed->offset) return fault(name, say("field.time")), std::nullopt;
        return Instant{parsed->local.time_since_epoch()} - *parsed->offset;
    }
    void fault(std::string field, Said expected) {
        if (!fault_) fault_ = Problem{.field = std::move(field), .expected = std::move(expected)};
    }
    [[nodiscard]] const std::optional<Problem>& fault() const { return fault_; }

private:
    const Json& object_;
    std::optional<Problem> fault_;
};

void read_subject(Members& line, FindingLine& out) {
    const Json* subject = line.find("subject");
    if (subject == nullptr || !subject->is_object())
        return line.fault("subject", say("field.subject"));
    Members members{*subject};
    out.kind = members.text("kind");
    out.id = members.text("id");
    if (members.fault()) return line.fault("subject." + members.fault()->field, say("field.text"));
    if (out.kind != "review" && out.kind != "thread")
        return line.fault("subject.kind", say("field.subject_kind"));
    if (out.id.empty() || out.id.size() > kFindingIdBytesMax)
        line.fault("subject.id", say("field.bytes_1_100"));
}

// Calls `take` for each object of the list `name`.
template <class Take>
void for_each_object(const Json& owner, const char* name, Take take) {
    const auto list = owner.find(name);
    if (list == owner.end() || !list->is_array()) return;
    for (const Json& one : *list)
        if (one.is_object()) take(one);
}

void read_texts(const Json& json, FindingLine& out) {
    for_each_object(json, "texts", [&](const Json& one) {
        Members part{one};
        const std::string in = part.text("in");
        if (in == "text") {
            out.text = part.text("text");
            out.text_at = part.time("at");
        } else if (in == "followup") {
            out.follow_up = part.text("text");
            out.follow_up_at = part.time("at");
        } else if (in == "chat") {
            out.turns.push_back({.source = part.text("source"),
                                 .who = part.text("who"),
                                 .at = part.text("at"),
                                 .text = part.text("text"),
                                 .gap_after = part.flag("gap_after").value_or(false)});
        }
    });
}

Bilingual words_of(const Json* words) {
    if (words == nullptr || !words->is_object()) return {};
    Members said{*words};
    return {.zh = said.text("zh"), .en = said.text("en")};
}

void read_evidence(const Members& line, FindingLine& out) {
    const Json* evidence = line.find("evidence");
    if (evidence == nullptr || !evidence->is_object()) return;
    for_each_object(*evidence, "have", [&](const Json& one) {
        Members item{one};
        out.evidence.push_back({.kind = item.text("kind"),
                                .words = words_of(item.find("words")),
                                .reference = item.text("reference")});
    });
}

void read_spans(const Json& json, FindingLine& out) {
    for_each_object(json, "spans", [&](const Json& one) {
        Members span{one};
        const std::string in = span.text("in");
        if (in != "text" && in != "followup") return;
        out.spans.push_back({.is_follow_up = in == "followup",
                             .kind = span.text("kind"),
                             .start = span.whole("start").value_or(0),
                             .end = span.whole("end").value_or(0)});
    });
}

void read_facts(const Members& line, FindingLine& out) {
    const Json* facts = line.find("facts");
    if (facts == nullptr || !facts->is_object()) return;
    for (const auto& [name, value] : facts->items()) {
        if (const auto* flag = value.get_ptr<const bool*>())
            out.facts.emplace_back(name, *flag);
        else if (value.is_number_integer())
            out.facts.emplace_back(name, value.get<std::int64_t>());
        else if (const auto* text = value.get_ptr<const std::string*>())
            out.facts.emplace_back(name, *text);
    }
}

}  // namespace

std::expected<FindingLine, Problem> parse_finding_line(std::string_view text) {
    if (text.size() > kFindingLineBytesMax)
        return std::unexpected{Problem{.expected = say("file.line_max")}};
    if (!is_within(text, {.depth_max = kFindingLineDepthMax, .values_max = kFindingLineValuesMax}))
        return std::unexpected{Problem{.expected = say("field.finding_max")}};
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::unexpected{Problem{.expected = say("field.json")}};
    FindingLine out;
    Members line{json};
    read_subject(line, out);
    const auto reportable = line.flag("reportable");
    if (!reportable) line.fault("reportable", say("field.truth"));
    out.reportable = reportable.value_or(false);
    out.admissible = line.flag("admissible");
    out.refusal = line.text("refusal");
    out.ground = line.text("ground");
    out.order = line.text("order");
    out.stars = line.whole("stars");
    out.made_at = line.time("made_at");
    if (const Json* book = line.find("rulebook"); book != nullptr && book->is_object()) {
        Members members{*book};
        out.rulebook = members.text("id");
        out.rulebook_version = members.text("version");
    }
    read_evidence(line, out);
    read_spans(json, out);
    read_texts(json, out);
    read_facts(line, out);
    if (line.fault()) return std::unexpected{*line.fault()};
    return out;
}

}  // namespace pingli::codec
