#include "reviews/shelved.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "base/record_form.hpp"
#include "base/sha256.hpp"
#include "codec/cut_text.hpp"
#include "codec/dossier_json.hpp"
#include "codec/finding_json.hpp"
#include "text/signals.hpp"
#include "triage/incident.hpp"

namespace pingli::reviews {

namespace {

constexpr std::size_t kPlainIdBytesMax = 64;
constexpr std::size_t kHashedIdDigits = 32;

bool is_plain(std::string_view id) {
    return !id.empty() && id.size() <= kPlainIdBytesMax && std::ranges::all_of(id, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_';
    });
}

// What each bit of a row's causes stands for, from the lowest, and what the numbers were that rows
// told of an insurance before it was by name: for ever, whatever becomes of the enums. A new cause
// takes the next bit; a word is never changed, moved or taken away.
constexpr std::array<std::string_view, 10> kCauseBits{
    "quality",           "size_or_fit",        "colour_or_not_as_described", "authenticity",
    "service_attitude",  "logistics_slow",     "logistics_damage",           "price",
    "freight_insurance", "after_sales_refused"};
static_assert(kCauseBits.size() >= text::kCauseCount, "a new cause needs its bit");
constexpr std::array<std::pair<std::string_view, facts::InsuranceStatus>, 3> kInsurances{
    {{"insured", facts::InsuranceStatus::Insured},
     {"none", facts::InsuranceStatus::None},
     {"declined", facts::InsuranceStatus::Declined}}};

std::int64_t bits_of(const text::Causes& causes) {
    std::int64_t bits = 0;
    for (std::size_t i = 0; i < text::kCauseCount; ++i)
        if (causes.test(i)) bits |= cause_bit(to_name(static_cast<text::Cause>(i))).value_or(0);
    return bits;
}

std::string_view name_of(facts::InsuranceStatus status) {
    const auto found =
        std::ranges::find_if(kInsurances, [&](const auto& one) { return one.second == status; });
    return found == kInsurances.end() ? std::string_view{} : found->first;
}

// By its name or, in older rows, its number; what nobody can have written reads as missing.
std::optional<facts::InsuranceStatus> insurance_in(const RecordReader& reader) {
    const auto number = reader.whole("insurance");
    if (number && std::in_range<std::size_t>(*number) &&
        static_cast<std::size_t>(*number) < kInsurances.size())
        return kInsurances.at(static_cast<std::size_t>(*number)).second;
    const std::string name = reader.text("insurance");
    const auto found =
        std::ranges::find_if(kInsurances, [&](const auto& one) { return one.first == name; });
    return found == kInsurances.end() ? std::nullopt : std::optional{found->second};
}

std::string yes_or_no(bool value) {
    return value ? "yes" : "no";
}

// The words in which something was found, else the first.
std::string excerpt_of(const triage::Finding& finding) {
    const auto is_of = [&](const triage::Part& part) {
        return !finding.spans.empty() && part.in == finding.spans.front().in &&
               (part.in != triage::SpanPlace::Chat ||
                part.turn == finding.spans.front().turn.value_or(0));
    };
    if (finding.parts.empty()) return {};
    const bool is_review = finding.subject_kind == triage::SubjectKind::Review;
    const auto found = std::ranges::find_if(finding.parts, is_of);
    const triage::Part& part =
        is_review || found == finding.parts.end() ? finding.parts.front() : *found;
    const std::string_view cut = codec::cut_text(part.text, kExcerptBytesMax);
    return std::string{cut} + (cut.size() < part.text.size() ? "…" : "");
}

std::string name_of(std::string_view name) {
    return std::string{codec::cut_text(name, app::kShelvedNameBytesMax)};
}

std::string list_of(const triage::Finding& finding) {
    RecordWriter out;
    if (finding.admissible) out.add("admissible", yes_or_no(*finding.admissible));
    if (finding.refusal) out.add("refusal", to_name(*finding.refusal));
    if (triage::waits_for_review(finding) && finding.reportable) out.add("waits", yes_or_no(true));
    out.add("due", finding.due);
    if (finding.stars) out.add("stars", std::to_string(*finding.stars));
    constexpr double kThousand = 1000;
    out.add("score", std::to_string(std::lround(finding.score * kThousand)));
    out.add("order", finding.order).add("item", finding.item);
    for (std::size_t i = 0; i < text::kCauseCount; ++i)
        if (finding.causes.test(i)) out.add("cause", to_name(static_cast<text::Cause>(i)));
    return out.take();
}

std::string body_of(const triage::Finding& finding, const facts::Dossier& dossier,
                    const facts::Shop& shop) {
    RecordWriter out;
    const auto texts = codec::FindingTexts::Included;
    std::string line = codec::to_json_line(finding, shop.zone, texts);
    if (line.size() > app::kShelvedBodyBytesMax / 4)  // a chat without end: its marks stay
        line = codec::to_json_line(finding, shop.zone);
    out.add("finding", line);
    if (const std::string known = codec::to_json(dossier, finding, shop.zone);
        known.size() <= app::kShelvedBodyBytesMax / 4)
        out.add("dossier", known);
    for (const triage::Part& part : finding.parts) {
        if (part.in == triage::SpanPlace::Text) out.add("text", part.text);
        if (part.in == triage::SpanPlace::Followup) out.add("followup", part.text);
    }
    if (dossier.order && dossier.order->insurance)
        out.add("insurance", name_of(*dossier.order->insurance));
    out.add("return_days", std::to_string(shop.policy.return_days));
    out.add("repair_days", std::to_string(shop.policy.repair_days));
    out.add("after_sales_days", std::to_string(shop.policy.after_sales_days));
    return out.take();
}

}  // namespace

app::ReviewKey key_of(std::string_view kind, std::string_view subject_id) {
    if (is_plain(subject_id)) return {.kind = std::string{kind}, .id = std::string{subject_id}};
    return {.kind = std::string{kind},
            .id = "x" + sha256_hex(subject_id).substr(0, kHashedIdDigits)};
}

PersonId person_of(const app::ReviewKey& key) {
    return PersonId{key.kind + ':' + key.id};
}

std::optional<app::ReviewKey> subject_of(const PersonId& person) {
    for (const auto kind : {triage::SubjectKind::Review, triage::SubjectKind::Thread}) {
        const std::string prefix = std::string{to_name(kind)} + ':';
        if (person.value().starts_with(prefix))
            return key_of(to_name(kind), std::string_view{person.value()}.substr(prefix.size()));
    }
    return std::nullopt;
}

app::ShelvedFinding to_row(const triage::Finding& finding, const facts::Dossier& dossier,
                           const facts::Shop& shop, Instant put_at) {
    const bool can_be_filed = finding.reportable && finding.admissible != false;
    return {
        .key = key_of(to_name(finding.subject_kind), finding.subject_id),
        .verdict = std::string{to_name(finding.verdict)},
        .is_reportable = can_be_filed && !triage::waits_for_review(finding),
        .ground = finding.ground ? std::string{to_name(*finding.ground)} : std::string{},
        .due_at = can_be_filed ? finding.due : std::nullopt,
        .made_at = finding.made_at.value_or(Instant{}),
        .causes = bits_of(finding.causes),
        .put_at = put_at,
        .sku = name_of(finding.sku),
        .courier = name_of(finding.courier),
        .agent = name_of(finding.agent),
        .import_id = {},
        .list = list_of(finding),
        .words =
            RecordWriter{}.add("excerpt", excerpt_of(finding)).add("buyer", finding.buyer).take(),
        .body = body_of(finding, dossier, shop)};
}

void seal(app::ShelvedFinding& row, app::Sealer& sealer) {
    const PersonId person = person_of(row.key);
    row.words = sealer.seal(person, row.words);
    row.body = sealer.seal(person, row.body);
}

RowFacts facts_of(const app::ShelvedFinding& row) {
    const RecordReader reader{row.list};
    const std::string admissible = reader.text("admissible");
    return {.admissible = admissible.empty() ? std::nullopt : std::optional{admissible == "yes"},
            .waits_for_review = reader.text("waits") == "yes",
            .refusal = reader.text("refusal"),
            .order = reader.text("order"),
            .item = reader.text("item"),
            .due = reader.instant("due"),
            .stars = reader.whole("stars"),
            .score = reader.whole("score").value_or(0),
            .causes = reader.texts("cause")};
}

std::optional<RowWords> words_of(const app::ShelvedFinding& row, app::Sealer& sealer) {
    const auto opened = sealer.open(person_of(row.key), row.words);
    if (!opened) return std::nullopt;
    const RecordReader reader{*opened};
    return RowWords{.excerpt = reader.text("excerpt"), .buyer = reader.text("buyer")};
}

std::optional<ReviewBody> body_of(const app::ShelvedFinding& row, app::Sealer& sealer) {
    const auto opened = sealer.open(person_of(row.key), row.body);
    if (!opened) return std::nullopt;
    const RecordReader reader{*opened};
    ReviewBody body{.finding = reader.text("finding"),
                    .dossier = reader.text("dossier"),
                    .text = reader.text("text"),
                    .followup = reader.text("followup"),
                    .insurance = insurance_in(reader),
                    .policy = {}};
    const auto days = [&](std::string_view name, int& into) {
        const auto read = reader.whole(name);
        if (read && *read >= 0 && std::in_range<int>(*read)) into = static_cast<int>(*read);
    };
    days("return_days", body.policy.return_days);
    days("repair_days", body.policy.repair_days);
    days("after_sales_days", body.policy.after_sales_days);
    return body;
}

const std::vector<std::string_view>& cause_names() {
    static const std::vector<std::string_view> names(kCauseBits.begin(), kCauseBits.end());
    return names;
}

std::optional<std::int64_t> cause_bit(std::string_view name) {
    const auto at = std::ranges::find(kCauseBits, name);
    if (at == kCauseBits.end()) return std::nullopt;
    return std::int64_t{1} << (at - kCauseBits.begin());
}

}  // namespace pingli::reviews
