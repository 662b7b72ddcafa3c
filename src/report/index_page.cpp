#include "report/index_page.hpp"

#include <fmt/format.h>

#include <fstream>
#include <system_error>
#include <utility>

#include "codec/json_writer.hpp"
#include "report/charts.hpp"
#include "report/money_view.hpp"
#include "report/originals.hpp"
#include "report/words.hpp"

namespace pingli::report {

namespace {

namespace fs = std::filesystem;

// Collects markup and writes it in blocks.
class PageFile {
public:
    explicit PageFile(const fs::path& path) : file_(path, std::ios::binary | std::ios::trunc) {}
    Html html() { return Html{buffer_}; }
    void flush() {
        file_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        buffer_.clear();
    }
    bool close() {
        flush();
        file_.close();
        return static_cast<bool>(file_);
    }

private:
    std::ofstream file_;
    std::string buffer_;
};

void append_tile(Html& html, std::string_view filter, const Bilingual& words, std::uint64_t count) {
    html.raw(R"(<a class="tile")").attribute("href", fmt::format("#f={}", filter));
    html.attribute("data-f", filter).raw("><b>").count(count).raw("</b>");
    html.raw("<span>").both(words).raw("</span></a>");
}

void append_tiles(Html& html, const Figures& figures) {
    html.raw(R"(<nav class="tiles" aria-label="概览 / overview">)");
    for (const State state : {State::Now, State::Within3, State::Within7, State::Malicious,
                              State::Unclear, State::Genuine, State::Thread, State::Refused})
        append_tile(html, to_name(state), words_of(state), figures.of(state));
    append_tile(html, "all", {.zh = "全部", .en = "All findings"}, figures.total());
    html.raw("</nav>\n");
}

void append_tabs(Html& html) {
    html.raw(R"(<nav class="tabs" hidden>)");
    const auto tab = [&](std::string_view id, const Bilingual& words) {
        html.raw("<a").attribute("href", fmt::format("#t={}", id)).attribute("data-t", id);
        html.raw(">").both(words).raw("</a>");
    };
    tab("list", {.zh = "清单", .en = "Findings"});
    tab("analysis", {.zh = "分析", .en = "Analysis"});
    tab("about", {.zh = "规则与说明", .en = "Rules and notes"});
    html.raw("</nav>\n");
}

void append_select(Html& html, std::string_view id, const Bilingual& all,
                   const std::vector<std::pair<std::string_view, Bilingual>>& options) {
    html.raw("<select").attribute("id", id).attribute("aria-label", all.zh + " / " + all.en);
    html.raw(R"(><option value="")").attribute("data-zh", all.zh).attribute("data-en", all.en);
    html.raw(">").text(all.zh).raw("</option>");
    for (const auto& [value, words] : options) {
        html.raw("<option").attribute("value", value).attribute("data-zh", words.zh);
        html.attribute("data-en", words.en).raw(">").text(words.zh).raw("</option>");
    }
    html.raw("</select>");
}

void append_toolbar(Html& html) {
    html.raw(
        R"(<div class="toolbar" hidden><input id="q" type="search" autocomplete="off" )"
        R"(aria-label="搜索 / search" placeholder="搜索编号、商品、原因、原文…" )"
        R"(data-zh="搜索编号、商品、原因、原文…" data-en="Search ids, goods, reasons, texts…">)");
    std::vector<std::pair<std::string_view, Bilingual>> grounds;
    for (std::size_t i = 0; i < 5; ++i) {
        const auto ground = static_cast<triage::Ground>(i);
        grounds.emplace_back(to_name(ground), words_of(ground));
    }
    append_select(html, "ground", {.zh = "全部理由", .en = "All grounds"}, grounds);
    std::vector<std::pair<std::string_view, Bilingual>> causes;
    for (std::size_t i = 0; i < text::kCauseCount; ++i) {
        const auto cause = static_cast<text::Cause>(i);
        causes.emplace_back(to_name(cause), words_of(cause));
    }
    append_select(html, "cause", {.zh = "全部原因", .en = "All causes"}, causes);
    html.raw(R"(<button type="button" id="unfold">)").both("全部展开", "Unfold all");
    html.raw(R"(</button><button type="button" id="help" aria-label="键盘 / keyboard">?</button>)");
    html.raw("</div>");
    append_legend(html);
}

void append_left_out(Html& html, std::uint64_t all, std::uint64_t shown) {
    if (all <= shown) return;
    const std::string here = with_commas(shown);
    const std::string out = with_commas(all - shown);
    const std::string total = with_commas(all);
    html.raw(R"(<p class="notice">)");
    html.both(
        fmt::format("本页列出最紧迫的 {} 条；另有 {} 条未列出，全部 {} 条见 ", here, out, total),
        fmt::format("This page lists the {} most urgent findings; {} more are left out. All "
                    "{} are in ",
                    here, out, total));
    html.raw(R"(<a href="findings.ndjson">findings.ndjson</a></p>)");
}

void append_run(Html& html, const IndexContent& content) {
    const triage::Tally& tally = content.notes.tally;
    if (content.notes.stopped)
        html.raw(R"(<p class="notice">)")
            .both("运行被中途停止：以下只是部分结果。",
                  "The run was stopped before its end: what follows is a part only.")
            .raw("</p>");
    const std::string reviews = with_commas(tally.reviews);
    const std::string defaults = with_commas(tally.platform_defaults);
    const std::string chats = with_commas(tally.conversations);
    const std::string findings = with_commas(content.figures.total());
    html.raw(R"(<p class="run">)");
    html.both(
        fmt::format("读取评价 {} 条（其中系统默认评价 {} 条，不计），会话 {} 个；需要处理 {} 条。",
                    reviews, defaults, chats, findings),
        fmt::format("Read: {} reviews ({} of them default texts of the platform, left out), "
                    "{} conversations; {} findings.",
                    reviews, defaults, chats, findings));
    if (content.notes.problems > 0) {
        const std::string problems = with_commas(content.notes.problems);
        html.raw(R"( <a href="#t=about">)");
        html.both("输入中有 " + problems + " 处问题", problems + " problems in the input");
        html.raw("</a>");
    }
    if (content.notes.files_not_read > 0) {
        const std::string files = with_commas(content.notes.files_not_read);
        html.raw(R"( <a href="#t=about">)");
        html.both("没有读的文件或文件夹：" + files + " 个", files + " files or folders not read");
        html.raw("</a>");
    }
    if (content.notes.repeated_rows > 0) {
        const std::string rows = with_commas(content.notes.repeated_rows);
        html.raw(" ");
        html.both("重复的行 " + rows + " 条，已合并。", rows + " repeated rows were joined.");
    }
    html.raw("</p>");
}

void append_analysis(Html& html, const Figures& figures) {
    html.raw(R"(<section class="tab" id="analysis"><h2>)").both("分析", "Analysis");
    html.raw(R"(</h2><div class="grid">)");
    append_causes_over_time(html, figures);
    append_causes_by_goods(html, figures);
    append_courier_tally(html, figures);
    append_verdict_mix(html, figures);
    append_money_view(html, figures.genuine_reviews());
    html.raw("</div></section>\n");
}

void append_clauses(Html& html, const IndexContent& content) {
    const std::vector<ClauseText>& clauses = content.clauses;
    if (clauses.empty()) return;
    html.raw(R"(<div class="panel"><h3>)")
        .both("条款", "Clauses")
        .raw(R"(</h3><dl class="clauses">)");
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        const ClauseText& clause = clauses[i];
        html.raw("<dt").attribute("id", fmt::format("clause-{}", i)).raw(R"(><span class="tag">)");
        html.text(clause.id).raw("</span> ").both(clause.title).raw("<small>");
        html.text(clause.rulebook).raw(" ").text(clause.version).raw("</small></dt><dd><p>");
        html.both(sentence_of(clause, {}, content.heading.shop.zone))
            .raw(R"(</p><p class="source">)")
            .both("来源：", "Source: ");
        html.text(clause.source);
        if (clause.confirm)
            html.raw(" · <strong>")
                .both("请与平台核实", "confirm with your platform")
                .raw("</strong>");
        html.raw("</p></dd>");
    }
    html.raw("</dl></div>");
}

void append_problems(Html& html, const RunNotes& notes) {
    if (notes.problems == 0) return;
    html.raw(R"(<div class="panel"><h3>)").both("输入中的问题", "Problems in the input");
    html.raw("</h3><p>").number(notes.problems).raw(" ");
    html.both("处；有问题的行已跳过，其余照常处理。",
              "in all; the lines at fault were left out, the rest was read.");
    html.raw(R"(</p><ul class="problems">)");
    for (std::size_t i = 0; i < std::min(notes.first_problems.size(), kProblemsShownMax); ++i)
        html.raw("<li><code>").masked_text(to_text(notes.first_problems[i])).raw("</code></li>");
    html.raw("</ul></div>");
}

void append_notes(Html& html, const IndexContent& content) {
    html.raw(R"(<div class="panel"><h3>)").both("怎样读", "How to read this").raw("</h3><ul>");
    const auto item = [&](std::string_view zh, std::string_view en) {
        html.raw("<li>").both(zh, en).raw("</li>");
    };
    item(
        "排序看“再等会失去什么”：能举报且最先到期的在前，其次是缺证据的、还能公开解释的，不受理的在"
        "最后。",
        "Sorted by what is lost if it waits: what can be reported and ends first, then what lacks "
        "evidence, what can still be answered in public; refused ones come last.");
    item("“恶意”只在证据和规则都成立时给出；分数只用来排队，不对任何人作判定。",
         "“Malicious” needs evidence and a rule; a score orders the queue and decides against "
         "nobody.");
    item("真实的批评不举报：看原因、给补救、写好公开回复。",
         "Honest criticism is not reported: see its cause, offer a remedy, answer well in public.");
    item(
        "原文中的个人信息默认屏蔽，打印时始终屏蔽；文件内仍含原文，请按个人信息保管。",
        "Personal data in the texts is masked, in print always; the file still holds the original, "
        "so keep it as you keep personal data.");
    item("快捷键：j / k 上下移动，Enter 展开，/ 搜索，1–9 筛选，l 语言，m 显示隐私，e 全部展开。",
         "Keys: j / k move, Enter unfolds, / searches, 1–9 filter, l language, m private data, "
         "e unfold all.");
    html.raw(R"(</ul><p class="rule">)");
    for (const auto& [id, version] : content.figures.rulebooks())
        html.raw(R"(<span class="tag">)").text(id).raw(" ").text(version).raw("</span> ");
    html.raw("pingli ").text(content.heading.program_version).raw("</p></div>");
}

Result<void> append_cards(PageFile& page, CardSpool& cards) {
    const auto& sorted = cards.sorted();
    page.html().raw("<div id=\"list\">\n");
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i == kCardsInMarkup) page.html().raw("</div>\n");
        // Cards hold no "</script" and no "<!--": every text in them is escaped.
        if (i >= kCardsInMarkup && (i - kCardsInMarkup) % kCardsInChunk == 0)
            page.html()
                .raw(i == kCardsInMarkup ? "" : "</script>\n")
                .raw(R"(<script type="text/plain" class="chunk">)");
        page.html().raw(TRY(cards.read(sorted[i]))).raw("\n");
        page.flush();
    }
    page.html().raw(sorted.size() > kCardsInMarkup ? "</script>\n" : "</div>\n");
    return {};
}

// [states, search, ground, causes] for each card, in order.
void append_search_index(PageFile& page, CardSpool& cards) {
    page.html().raw(R"(<script type="application/json" id="index">[)");
    bool is_first = true;
    for (const SpooledCard& card : cards.sorted()) {
        std::string states;
        for (std::size_t i = 0; i < kStateCount; ++i)
            if (card.states.test(i))
                states.append(states.empty() ? "" : " ").append(to_name(static_cast<State>(i)));
        std::string line;
        codec::JsonWriter json{line};
        json.begin_array();
        for (const std::string* part :
             {&std::as_const(states), &card.search, &card.ground, &card.causes})
            json.text(*part);
        json.end_array();
        page.html().raw(is_first ? "\n" : ",\n").raw(line);
        page.flush();
        is_first = false;
    }
    page.html().raw("]</script>\n");
}

void append_front(Html html, const IndexContent& content, std::uint64_t shown) {
    const facts::Shop& shop = content.heading.shop;
    append_page_head(html, "评理报告 Pingli · " + (shop.name.empty() ? shop.id : shop.name));
    html.raw(R"(<a class="skip-link" href="#list">)").both("跳到清单", "Skip to the findings");
    html.raw("</a>\n");
    append_top_bar(html, content.heading,
                   {.zh = "评理 · 评价与会话分诊报告", .en = "Pingli · triage report"});
    html.raw("<main class=\"wrap\">\n");
    append_tiles(html, content.figures);
    append_run(html, content);
    append_tabs(html);
    html.raw(R"(<section class="tab" id="findings"><h2>)").both("清单", "Findings").raw("</h2>");
    append_toolbar(html);
    append_left_out(html, content.figures.total(), shown);
    html.raw("<p id=\"status\" role=\"status\"></p>\n");
    if (shown == 0)
        html.raw(R"(<p class="empty">)")
            .both("没有需要处理的评价或会话。", "Nothing needs attention.")
            .raw("</p>");
}

void append_back(Html html, const IndexContent& content) {
    html.raw(R"(<p id="more" hidden><button type="button">)").both("显示更多", "Show more");
    html.raw("</button></p></section>\n");
    append_analysis(html, content.figures);
    html.raw(R"(<section class="tab" id="about"><h2>)").both("规则与说明", "Rules and notes");
    html.raw("</h2>");
    append_notes(html, content);
    append_clauses(html, content);
    append_problems(html, content.notes);
    html.raw("</section>\n");
    append_disclaimer(html);
    html.raw("</main>\n");
    append_page_foot(html);
}

}  // namespace

Result<void> write_index_page(const fs::path& path, const IndexContent& content, CardSpool& cards) {
    fs::path part = path;
    part += ".part";
    PageFile page{part};
    append_front(page.html(), content, cards.sorted().size());
    TRY(append_cards(page, cards));
    append_search_index(page, cards);
    append_back(page.html(), content);
    if (!page.close()) return fail(ErrorCode::Unavailable, part.string() + ": cannot be written");
    std::error_code failed;
    fs::rename(part, path, failed);
    if (failed) return fail(ErrorCode::Unavailable, path.string() + ": " + failed.message());
    return {};
}

}  // namespace pingli::report
