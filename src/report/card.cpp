#include "report/card.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/utf8.hpp"
#include "report/originals.hpp"
#include "report/words.hpp"
#include "triage/incident.hpp"

namespace pingli::report {

namespace {

using triage::Finding;

void section(Html& html, const Bilingual& title) {
    html.raw("<section><h4>").both(title).raw("</h4>");
}

void tag(Html& html, std::string_view kind, const Bilingual& words) {
    html.raw("<span").attribute("class", "tag " + std::string{kind}).raw(">");
    html.both(words).raw("</span>");
}

// --- the line that is always visible ---

void append_due(Html& html, const Finding& finding, const Heading& heading) {
    html.raw(R"(<div class="due">)");
    if (!finding.due) {
        html.raw("<b>—</b><small>");
        html.both("没有举报期限", "no period runs").raw("</small></div>");
        return;
    }
    html.raw("<b>").both(time_left(*finding.due, heading.as_of)).raw("</b><time");
    html.attribute("datetime", heading.shop.zone.format(*finding.due)).raw(">");
    html.text(clock_reading(*finding.due, heading.shop.zone)).raw("</time></div>");
}

void append_clause_tag(Html& html, const Finding& finding, const std::vector<ClauseText>& clauses) {
    if (finding.clause.empty()) return;
    const ClauseText* clause =
        find_clause(clauses, finding.rulebook, finding.rulebook_version, finding.clause);
    if (clause == nullptr) {
        html.raw(R"(<span class="tag clause">)").both("条款 ", "clause ");
        html.text(finding.clause).raw("</span>");
        return;
    }
    html.raw(R"(<a class="tag clause")");
    html.attribute("href", fmt::format("#clause-{}", clause - clauses.data())).raw(">");
    html.both("条款 ", "clause ").text(finding.clause).raw(" ").both(clause->title).raw("</a>");
}

void append_tags(Html& html, const Finding& finding, const CardContext& context) {
    html.raw(R"(<div class="tags">)");
    tag(html, "v-" + std::string{to_name(finding.verdict)}, words_of(finding.verdict));
    if (finding.ground) tag(html, "ground", words_of(*finding.ground));
    if (is_refused(finding) && finding.refusal) {
        tag(html, "refused",
            {.zh = "不受理：" + words_of(*finding.refusal).zh,
             .en = "refused: " + words_of(*finding.refusal).en});
    } else if (finding.reportable && finding.admissible == true) {
        tag(html, "ok", {.zh = "可举报", .en = "reportable"});
    } else if (finding.reportable && !finding.admissible) {
        tag(html, "wait", {.zh = "可举报，尚不知是否受理", .en = "reportable, admission open"});
    }
    if (triage::waits_for_review(finding))
        tag(html, "plain", {.zh = "尚无评价", .en = "no review yet"});
    for (std::size_t i = 0; i < text::kCauseCount; ++i)
        if (finding.causes.test(i)) tag(html, "cause", words_of(static_cast<text::Cause>(i)));
    append_clause_tag(html, finding, context.clauses);
    html.raw("</div>");
}

void append_meta(Html& html, const Finding& finding, const Heading& heading) {
    html.raw(R"(<p class="meta"><span>)").both(words_of(finding.subject_kind)).raw(" ");
    html.text(finding.subject_id).raw("</span>");
    const auto item = [&](std::string_view zh, std::string_view en, const std::string& value) {
        if (value.empty()) return;
        html.raw("<span>").both(zh, en).raw(" ").text(value).raw("</span>");
    };
    item("订单", "order", finding.order);
    if (!finding.buyer.empty()) {
        html.raw("<span>").both("买家", "buyer").raw(" ").masked(finding.buyer).raw("</span>");
    }
    item("规格", "SKU", finding.sku);
    item("承运", "courier", finding.courier);
    if (finding.made_at) item("发表", "made", clock_reading(*finding.made_at, heading.shop.zone));
    html.raw("</p>");
}

void append_title(Html& html, const Finding& finding) {
    html.raw("<h3>");
    if (finding.stars) {
        const int stars = std::clamp(*finding.stars, 0, 5);
        html.raw(R"(<span class="stars" role="img")");
        html.attribute("aria-label", fmt::format("{} / 5", stars)).raw(">");
        html.raw(stars_text(stars)).raw("</span> ");
    }
    if (finding.item.empty()) {
        html.both(words_of(finding.subject_kind)).raw(" ").text(finding.subject_id);
    } else {
        html.text(finding.item);
    }
    html.raw("</h3>");
}

void append_summary(Html& html, const Finding& finding, const CardContext& context) {
    html.raw("<summary>");
    append_due(html, finding, context.heading);
    html.raw(R"(<div class="head">)");
    append_tags(html, finding, context);
    append_title(html, finding);
    append_snippet(html, finding);
    html.raw(R"(<p class="line">)").words(finding.why).raw("</p>");
    append_meta(html, finding, context.heading);
    html.raw(R"(</div><span class="chevron" aria-hidden="true"></span></summary>)");
}

// --- what opens ---

void append_advice(Html& html, const Finding& finding, const CardContext& context) {
    section(html, {.zh = "怎么做", .en = "What to do"});
    html.raw(R"(<ol class="advice">)");
    for (const triage::Advice& advice : finding.advice)
        html.raw("<li>").words(advice.words).raw("</li>");
    html.raw("</ol>");
    if (!finding.filing_path.empty()) {
        html.raw(R"(<p class="path"><b>)").both("举报入口", "Where to file").raw("</b> ");
        html.text(finding.filing_path).raw("</p>");
    }
    if (!context.pack.empty()) {
        html.raw(R"(<p><a class="button")").attribute("href", context.pack).raw(">");
        html.both("打开举报材料草稿", "Open the draft pack").raw("</a></p>");
    }
    html.raw("</section>");
}

void append_admission_line(Html& html, const Finding& finding) {
    html.raw("<dt>").both("受理", "Admission").raw("</dt><dd>");
    if (finding.admissible == true) {
        html.both("可以受理", "admissible");
    } else if (finding.refusal == triage::Refusal::NoGround) {
        html.both("不举报：不属于可举报的情形", "not reported: no accepted ground");
    } else if (finding.admissible == false) {
        html.both("不受理", "refused");
        if (finding.refusal) html.raw("：").both(words_of(*finding.refusal));
    } else if (finding.reportable || finding.verdict == triage::Verdict::Unclear) {
        html.both("还不能判断，见“还缺”", "cannot be told yet, see “missing”");
    } else {
        html.both("不举报", "not reported");
    }
    html.raw("</dd>");
}

void append_reasons(Html& html, const Finding& finding) {
    section(html, {.zh = "依据", .en = "Reasons"});
    html.raw("<p>").words(finding.why).raw(R"(</p><dl class="facts">)");
    html.raw("<dt>").both("判断", "Verdict").raw("</dt><dd>");
    html.both(words_of(finding.verdict)).raw("</dd>");
    if (finding.ground) {
        html.raw("<dt>").both("理由", "Ground").raw("</dt><dd>");
        html.both(words_of(*finding.ground)).raw("</dd>");
    }
    append_admission_line(html, finding);
    html.raw("</dl>");
    if (!finding.notes.empty()) {
        html.raw(R"(<ul class="notes">)");
        for (const Bilingual& note : finding.notes) html.raw("<li>").words(note).raw("</li>");
        html.raw("</ul>");
    }
    if (finding.near_miss)
        html.raw(R"(<p class="notes">)").words(finding.near_miss->words).raw("</p>");
    html.raw("</section>");
}

void append_signs(Html& html, const Finding& finding) {
    if (finding.signs.empty()) return;
    section(html, {.zh = "迹象", .en = "Signs"});
    html.raw("<ul>");
    for (const Bilingual& sign : finding.signs) html.raw("<li>").words(sign).raw("</li>");
    html.raw(R"(</ul><p class="score">)");
    const double score = std::isfinite(finding.score) ? std::clamp(finding.score, 0.0, 1.0) : 0.0;
    const auto percent = static_cast<int>(std::lround(score * 100));
    html.raw(R"(<meter min="0" max="100")").attribute("value", std::to_string(percent));
    html.raw(">").number(static_cast<std::uint64_t>(percent)).raw("</meter> <b>");
    html.number(static_cast<std::uint64_t>(percent)).raw("</b>/100 ");
    html.both("分数只用来排队，不作任何判定。",
              "The score orders a queue; a score decides nothing.");
    html.raw("</p></section>");
}

void append_rulebook(Html& html, const Finding& finding) {
    html.raw(R"(<p class="rule">)").both("规则 ", "Rulebook ");
    html.text(finding.rulebook).raw(" ").text(finding.rulebook_version);
    if (!finding.confirm_note.empty())
        html.raw(" · <strong>").both("请与平台核实", "confirm with your platform").raw("</strong>");
    html.raw("</p>");
}

void append_body(Html& html, const Finding& finding, const CardContext& context) {
    html.raw(R"(<div class="body"><div class="left">)");
    if (!finding.parts.empty()) {
        section(html, {.zh = "原文", .en = "Original"});
        append_originals(html, finding, context.heading.shop.zone);
        html.raw("</section>");
    }
    append_reply(html, finding);
    html.raw(R"(</div><div class="right">)");
    append_advice(html, finding, context);
    append_dates(html, finding, context.heading);
    append_reasons(html, finding);
    append_evidence(html, finding);
    append_signs(html, finding);
    html.raw("</div>");
    append_rulebook(html, finding);
    html.raw("</div>");
}

std::string_view urgency_class(const Finding& finding, Instant as_of) {
    if (!finding.due) return "u-none";
    if (*finding.due < as_of || is_refused(finding)) return "u-past";
    const auto left = *finding.due - as_of;
    if (left <= std::chrono::days{3}) return "u-3";
    return left <= std::chrono::days{7} ? "u-7" : "u-later";
}

}  // namespace

void append_card(Html& html, const Finding& finding, const CardContext& context) {
    html.raw("<article").attribute("id", fmt::format("r-{}", context.number));
    html.attribute("class", fmt::format("card {}", urgency_class(finding, context.heading.as_of)));
    html.raw("><details>");
    append_summary(html, finding, context);
    append_body(html, finding, context);
    html.raw("</details></article>");
}

void append_evidence(Html& html, const Finding& finding) {
    if (finding.have.empty() && finding.missing.empty()) return;
    section(html, {.zh = "证据", .en = "Evidence"});
    if (!finding.have.empty()) {
        html.raw(R"(<h5 class="have">)").both("已有", "In hand").raw(R"(</h5><ul class="have">)");
        for (const triage::Evidence& item : finding.have) {
            html.raw("<li>").words(item.words);
            if (!item.reference.empty())
                html.raw(R"(<code class="ref">)").text(item.reference).raw("</code>");
            html.raw("</li>");
        }
        html.raw("</ul>");
    }
    if (!finding.missing.empty()) {
        html.raw(R"(<h5 class="missing">)").both("还缺", "Missing");
        html.raw(R"(</h5><ul class="missing">)");
        for (const triage::Evidence& item : finding.missing)
            html.raw("<li>").words(item.words).raw("</li>");
        html.raw("</ul>");
    }
    html.raw("</section>");
}

void append_dates(Html& html, const Finding& finding, const Heading& heading) {
    if (finding.dates.empty()) return;
    section(html, {.zh = "日期", .en = "Dates"});
    html.raw(R"(<ul class="dates">)");
    for (const triage::Date& date : finding.dates) {
        html.raw(date.is_past ? R"(<li class="past">)" : "<li>").raw("<time");
        html.attribute("datetime", heading.shop.zone.format(date.at)).raw(">");
        html.text(clock_reading(date.at, heading.shop.zone)).raw("</time><span>");
        html.words(date.words).raw(" ");
        html.raw("<small>").both(time_left(date.at, heading.as_of));
        if (date.provisional)
            html.raw(" · ").both("暂定，放假安排未公布", "provisional: holidays not published");
        html.raw("</small></span></li>");
    }
    html.raw("</ul></section>");
}

void append_reply(Html& html, const Finding& finding) {
    if (finding.reply_draft.empty()) return;
    section(html, {.zh = "回复草稿", .en = "Draft of an answer"});
    html.raw(R"(<div class="reply"><p class="said" dir="auto">)");
    html.masked_text(finding.reply_draft).raw("</p>");
    html.raw(R"(<button type="button" class="copy" hidden>)").both("复制", "Copy");
    html.raw("</button></div></section>");
}

std::string search_text(const Finding& finding) {
    constexpr std::size_t kCharactersMax = 400;
    std::string out;
    const auto add = [&](std::string_view part) {
        if (!part.empty()) out.append(out.empty() ? "" : " ").append(part);
    };
    for (const std::string* id : {&finding.subject_id, &finding.order}) add(*id);
    std::string free;
    for (const std::string* part : {&finding.item, &finding.sku, &finding.courier})
        free.append(*part).append(" ");
    free.append(finding.why.zh).append(" ").append(finding.why.en);
    for (const triage::Part& part : finding.parts) {
        if (free.size() > kCharactersMax * 4) break;
        free.append(" ").append(part.text.substr(0, kCharactersMax * 4));
    }
    const std::string masked = with_numbers_masked(free);
    add(utf8::slice(masked, 0, kCharactersMax));
    return out;
}

}  // namespace pingli::report
