#include "report/draft_pack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "codec/finding_json.hpp"
#include "report/card.hpp"
#include "report/files.hpp"
#include "report/originals.hpp"
#include "report/statement.hpp"
#include "report/urgency.hpp"
#include "report/words.hpp"
#include "triage/incident.hpp"

namespace pingli::report {

namespace {

using triage::Finding;

struct Event {
    Instant at;
    Bilingual words;
};

std::string turn_number(std::uint32_t turn) {
    return std::to_string(turn + 1);  // people count from one
}

// "索要、要挟" / "demand, threat": each kind of mark in the part once.
Bilingual marks_in(const Finding& finding, const triage::Part& part) {
    Bilingual marks;
    for (const triage::FoundSpan& found : finding.spans) {
        const bool is_chat = part.in == triage::SpanPlace::Chat;
        if (found.in != part.in || (is_chat && found.turn != part.turn)) continue;
        const Bilingual& kind = words_of(found.kind);
        if (marks.zh.find(kind.zh) != std::string::npos) continue;
        marks.zh += (marks.zh.empty() ? "" : "、") + kind.zh;
        marks.en += (marks.en.empty() ? "" : ", ") + kind.en;
    }
    return marks;
}

// One event for each text, each message of the chat that has a mark, and each date.
std::vector<Event> timeline_of(const Finding& finding) {
    std::vector<Event> events;
    for (const triage::Part& part : finding.parts) {
        const bool is_chat = part.in == triage::SpanPlace::Chat;
        const Bilingual marks = marks_in(finding, part);
        if (!part.at || (is_chat && marks.zh.empty())) continue;
        Bilingual words = words_of(part.in);
        if (is_chat) {
            words.zh += "第 " + turn_number(part.turn) + " 条";
            words.en += ", message " + turn_number(part.turn);
        }
        if (!marks.zh.empty()) {
            words.zh += "：" + marks.zh;
            words.en += ": " + marks.en;
        }
        events.push_back({.at = *part.at, .words = std::move(words)});
    }
    for (const triage::Date& date : finding.dates)
        events.push_back({.at = date.at, .words = date.words});
    std::ranges::stable_sort(events, {}, &Event::at);
    return events;
}

void heading2(Html& html, std::string_view zh, std::string_view en) {
    html.raw("<h2>").both(zh, en).raw("</h2>");
}

void append_statement(Html& html, const Finding& finding, const Heading& heading) {
    heading2(html, "情况说明", "Statement");
    const Bilingual statement = statement_of(finding, heading);
    // The first line names the review and its order, which must be readable; numbers of persons
    // can only stand in what follows.
    const auto append = [&](std::string_view words) {
        const std::size_t line = std::min(words.find('\n'), words.size());
        html.raw(R"(<p class="said">)").text(words.substr(0, line));
        html.masked_text(words.substr(line)).raw("</p></div>");
    };
    html.raw(R"(<div class="statement"><div lang="zh">)");
    append(statement.zh);
    html.raw(R"(<div lang="en">)");
    append(statement.en);
    html.raw("</div>");
}

void append_exhibits(Html& html, const Finding& finding) {
    heading2(html, "证据清单", "Exhibits");
    if (finding.have.empty()) {
        html.raw(R"(<p class="empty">)").both("没有证据。", "No exhibit.").raw("</p>");
        return;
    }
    html.raw(R"(<div class="scroll"><table class="exhibits"><thead><tr><th scope="col">)");
    html.both("编号", "No.").raw(R"(</th><th scope="col">)");
    html.both("内容与证明目的", "What it is and what it shows").raw(R"(</th><th scope="col">)");
    html.both("出处", "Reference").raw("</th></tr></thead><tbody>");
    for (std::size_t i = 0; i < finding.have.size(); ++i) {
        const triage::Evidence& item = finding.have[i];
        html.raw("<tr><td>").both("证据 ", "Exhibit ").number(i + 1).raw("</td><td>");
        html.words(item.words).raw("</td><td>");
        if (!item.reference.empty()) html.raw("<code>").text(item.reference).raw("</code>");
        html.raw("</td></tr>");
    }
    html.raw("</tbody></table></div>");
}

void append_missing(Html& html, const Finding& finding) {
    if (finding.missing.empty()) {
        html.raw(R"(<p class="complete">)");
        html.both("✓ 所需证据齐备。", "✓ Nothing that the ground needs is missing.").raw("</p>");
        return;
    }
    heading2(html, "提交前还缺", "Missing before filing");
    html.raw(R"(<ul class="missing">)");
    for (const triage::Evidence& item : finding.missing)
        html.raw("<li>").words(item.words).raw("</li>");
    html.raw("</ul>");
}

void append_clause(Html& html, const Finding& finding, const PackContext& context) {
    heading2(html, "依据的条款", "Clause relied on");
    html.raw(R"(<div class="clause-text"><p><b>)");
    const ClauseText* clause =
        find_clause(context.clauses, finding.rulebook, finding.rulebook_version, finding.clause);
    html.text(finding.clause.empty() ? "—" : finding.clause).raw(" ");
    if (clause != nullptr) {
        html.both(clause->title);
    } else if (finding.ground) {
        html.both(words_of(*finding.ground));
    }
    html.raw("</b> <small>").text(finding.rulebook).raw(" ");
    html.text(finding.rulebook_version).raw("</small></p>");
    if (clause != nullptr) {
        html.raw("<p>")
            .both(sentence_of(*clause, finding.dates, context.heading.shop.zone))
            .raw("</p>");
        html.raw(R"(<p class="source">)").both("来源：", "Source: ").text(clause->source);
        html.raw("</p>");
    }
    if (!finding.confirm_note.empty())
        html.raw("<p><strong>")
            .both("请与平台核实后再提交。", "Confirm with your platform before filing.")
            .raw("</strong></p>");
    html.raw("</div>");
}

void append_timeline(Html& html, const Finding& finding, const Heading& heading) {
    const auto events = timeline_of(finding);
    if (events.empty()) return;
    heading2(html, "时间线", "Timeline");
    html.raw(R"(<ul class="dates timeline">)");
    for (const Event& event : events) {
        html.raw("<li><time").attribute("datetime", heading.shop.zone.format(event.at)).raw(">");
        html.text(clock_reading(event.at, heading.shop.zone)).raw("</time><span>");
        html.words(event.words).raw("</span></li>");
    }
    html.raw("</ul>");
}

void append_facts(Html& html, const Finding& finding, const Heading& heading) {
    html.raw(R"(<dl class="facts">)");
    const auto row = [&](std::string_view zh, std::string_view en, std::string_view value) {
        if (value.empty()) return;
        html.raw("<dt>").both(zh, en).raw("</dt><dd>").text(value).raw("</dd>");
    };
    row("店铺", "Shop", heading.shop.name.empty() ? heading.shop.id : heading.shop.name);
    row(words_of(finding.subject_kind).zh, words_of(finding.subject_kind).en, finding.subject_id);
    row("订单", "Order", finding.order);
    row("商品", "Goods", finding.item);
    row("规格", "SKU", finding.sku);
    if (finding.stars) row("评分", "Rating", stars_text(*finding.stars));
    if (finding.due) {
        html.raw("<dt>").both("最晚提交", "File by").raw("</dt><dd><b>");
        html.text(clock_reading(*finding.due, heading.shop.zone)).raw("</b> ");
        html.both(time_left(*finding.due, heading.as_of)).raw("</dd>");
    }
    row("举报入口", "Where to file", finding.filing_path);
    html.raw("</dl>");
}

std::string pack_page(const Finding& finding, const PackContext& context) {
    std::string page;
    Html html{page};
    append_page_head(html, "举报材料草稿 Draft pack · " + finding.subject_id);
    append_top_bar(html, context.heading, {.zh = "举报材料（草稿）", .en = "Draft of a report"});
    html.raw(R"(<main class="wrap pack"><p class="back"><a href="../../index.html">)");
    html.both("← 回到报告", "← back to the report").raw("</a></p>");
    if (triage::waits_for_review(finding))
        html.raw(R"(<p class="notice">)")
            .both("评价尚未出现：材料已备好，评价一出现即可提交。",
                  "There is no review yet: this is ready to be filed the moment it appears.")
            .raw("</p>");
    append_facts(html, finding, context.heading);
    append_statement(html, finding, context.heading);
    append_exhibits(html, finding);
    append_missing(html, finding);
    append_clause(html, finding, context);
    append_timeline(html, finding, context.heading);
    heading2(html, "原文与标记", "Original with marks");
    append_legend(html);
    append_originals(html, finding, context.heading.shop.zone);
    append_reply(html, finding);
    append_disclaimer(html);
    html.raw("</main>\n");
    append_page_foot(html);
    return page;
}

}  // namespace

bool deserves_pack(const Finding& finding, Instant as_of) {
    const bool is_prepared =
        finding.reportable && finding.admissible != false && triage::waits_for_review(finding);
    return finding.speaks && (is_prepared || triage::can_be_reported(finding, as_of));
}

Result<std::string> write_draft_pack(const std::filesystem::path& folder, const Finding& finding,
                                     const PackContext& context) {
    std::string name = safe_name(to_name(finding.subject_kind), finding.subject_id);
    TRY(make_folder(folder / name));
    TRY(write_whole_file(folder / name / "index.html", pack_page(finding, context)));
    TRY(write_whole_file(
        folder / name / "finding.json",
        codec::to_json_line(finding, context.heading.shop.zone, codec::FindingTexts::Included) +
            "\n"));
    return name;
}

}  // namespace pingli::report
