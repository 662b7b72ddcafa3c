#include "api/review_json.hpp"

#include <optional>

#include "api/list_json.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

using codec::JsonWriter;

void text_or_null(JsonWriter& out, std::string_view name, std::string_view text) {
    out.key(name);
    out.text_or_null(text);
}

void flag(JsonWriter& out, std::string_view name, const std::optional<bool>& value) {
    out.key(name);
    value ? out.boolean(*value) : out.null();
}

void write_row(JsonWriter& out, const reviews::ShownRow& row) {
    const app::ShelvedFinding& finding = row.entry.finding;
    const app::ReviewMark& mark = row.entry.mark;
    constexpr double kThousand = 1000;
    out.begin_object();
    out.field("kind", finding.key.kind);
    out.field("id", finding.key.id);
    out.field("verdict", finding.verdict);
    flag(out, "reportable", finding.is_reportable);
    text_or_null(out, "ground", finding.ground);
    flag(out, "admissible", row.facts.admissible);
    text_or_null(out, "refusal", row.facts.refusal);
    moment_or_null(out, "due", row.facts.due);
    moment_or_null(out, "made_at",
                   finding.made_at == Instant{} ? std::nullopt : std::optional{finding.made_at});
    out.key("causes");
    out.begin_array();
    for (const std::string& cause : row.facts.causes) out.text(cause);
    out.end_array();
    out.key("stars");
    row.facts.stars ? out.whole(*row.facts.stars) : out.null();
    out.key("score");
    out.share(static_cast<double>(row.facts.score) / kThousand);
    out.field("state", mark.state);
    moment_or_null(out, "state_at", mark.at);
    text_or_null(out, "state_by", mark.by.value());
    text_or_null(out, "case_id", mark.case_id.value());
    moment_or_null(out, "filed_at", row.filed_at);
    out.field("updated_at", finding.put_at);
    out.field("excerpt", row.words ? row.words->excerpt : "");
    text_or_null(out, "order", row.facts.order);
    text_or_null(out, "item", row.facts.item);
    text_or_null(out, "sku", finding.sku);
    text_or_null(out, "courier", finding.courier);
    text_or_null(out, "agent", finding.agent);
    text_or_null(out, "buyer", row.words ? row.words->buyer : "");
    flag(out, "is_erased", !row.words);
    out.end_object();
}

const Bilingual kHandedIn{.zh = "已经在平台提交；请在案件里撤销提交记录。",
                          .en = "It was handed in; the case says how to undo that."};

void write_may(JsonWriter& out, const reviews::ShownReview& review, const reviews::Powers& powers) {
    out.key("may");
    out.begin_array();
    for (const reviews::Move move : reviews::kMoves) {
        auto why = reviews::why_not(move, review.row.entry, powers);
        if (move == reviews::Move::Undo && !why && !review.row.is_draft) why = kHandedIn;
        out.begin_object();
        out.field("move", to_name(move));
        flag(out, "is_allowed", !why);
        out.key("why");
        why ? out.bilingual(*why) : out.null();
        out.end_object();
    }
    out.end_array();
}

void write_deeds(JsonWriter& out, const std::vector<reviews::Deed>& deeds) {
    out.key("deeds");
    out.begin_array();
    for (const reviews::Deed& deed : deeds) {
        out.begin_object();
        out.field("move", to_name(deed.move));
        out.field("at", deed.at);
        out.field("by", deed.by.value());
        text_or_null(out, "text", deed.text);
        out.end_object();
    }
    out.end_array();
}

void raw_or_null(JsonWriter& out, std::string_view name, std::string_view json) {
    out.key(name);
    json.empty() ? out.null() : out.raw(json);
}

}  // namespace

std::string review_row_json(const reviews::ShownRow& row) {
    std::string text;
    JsonWriter out{text};
    write_row(out, row);
    return text;
}

std::string review_list_json(const reviews::ShownPage& page,
                             const std::vector<app::ShelfCount>& counts) {
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.key("reviews");
    out.begin_array();
    for (const reviews::ShownRow& row : page.rows) write_row(out, row);
    out.end_array();
    text_or_null(out, "next", page.next);
    out.key("counts");
    out.begin_array();
    for (const app::ShelfCount& count : counts) {
        out.begin_object();
        out.field("verdict", count.verdict);
        out.field("state", count.state);
        flag(out, "reportable", count.is_reportable);
        out.field("count", count.count);
        out.end_object();
    }
    out.end_array();
    out.end_object();
    return text;
}

std::string review_page_json(const reviews::ShownReview& review, const reviews::Powers& powers,
                             cases::Perspective report_as) {
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.key("review");
    write_row(out, review.row);
    raw_or_null(out, "finding", review.body ? review.body->finding : "");
    raw_or_null(out, "dossier", review.body ? review.body->dossier : "");
    write_deeds(out, review.deeds);
    write_may(out, review, powers);
    out.field("report_as", cases::to_name(report_as));
    out.end_object();
    return text;
}

std::string draft_check_json(const replies::DraftCheck& check) {
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    flag(out, "stopped", check.stopped());
    out.key("findings");
    out.begin_array();
    for (const replies::DraftFinding& finding : check.findings) {
        out.begin_object();
        out.field("code", finding.code);
        flag(out, "stops", finding.stops);
        out.field("start", static_cast<std::int64_t>(finding.span.start));
        out.field("end", static_cast<std::int64_t>(finding.span.end));
        out.key("words");
        out.bilingual(finding.words);
        out.key("instead");
        finding.instead.zh.empty() ? out.null() : out.bilingual(finding.instead);
        out.end_object();
    }
    out.end_array();
    out.key("questions");
    out.begin_array();
    for (const Bilingual& question : check.questions) out.bilingual(question);
    out.end_array();
    text_or_null(out, "better", check.better.text.zh);
    out.end_object();
    return text;
}

std::string reviews_changed_json(const reviews::ShownRow& row) {
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.field("kind", row.entry.finding.key.kind);
    out.field("id", row.entry.finding.key.id);
    out.field("state", row.entry.mark.state);
    out.end_object();
    return text;
}

}  // namespace pingli::api
