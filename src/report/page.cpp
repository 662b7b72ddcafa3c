#include "report/page.hpp"

#include <algorithm>

#include "base/sha256.hpp"
#include "report/words.hpp"

namespace pingli::report {

namespace {

int nibble(char hex) {
    return hex <= '9' ? hex - '0' : hex - 'a' + 10;
}

// The digest as a content policy names it.
std::string policy_hash(std::string_view bytes) {
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::string hex = sha256_hex(bytes);
    std::string out = "'sha256-";
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : hex) {
        bits = (bits << 4U) | static_cast<std::uint32_t>(nibble(c));
        held += 4;
        if (held < 6) continue;
        held -= 6;
        out += kDigits[(bits >> static_cast<unsigned>(held)) & 63U];
    }
    if (held > 0) out += kDigits[(bits << static_cast<unsigned>(6 - held)) & 63U];
    while ((out.size() - std::string_view{"'sha256-"}.size()) % 4 != 0) out += '=';
    return out + "'";
}

std::string filled(std::string_view sentence, const std::vector<triage::Date>& dates,
                   const Zone& zone, std::string_view hint) {
    std::string out;
    while (true) {
        const std::size_t open = sentence.find('{');
        const std::size_t close = sentence.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos) break;
        out += sentence.substr(0, open);
        const std::string_view name = sentence.substr(open + 1, close - open - 1);
        const auto date = std::ranges::find(dates, name, &triage::Date::code);
        out += date == dates.end() ? std::string{hint} : clock_reading(date->at, zone);
        sentence.remove_prefix(close + 1);
    }
    return out.append(sentence);
}

}  // namespace

Bilingual sentence_of(const ClauseText& clause, const std::vector<triage::Date>& dates,
                      const Zone& zone) {
    return {.zh = filled(clause.words.zh, dates, zone, "（日期见各条）"),
            .en = filled(clause.words.en, dates, zone, "(the date stands in the finding)")};
}

const ClauseText* find_clause(const std::vector<ClauseText>& clauses, std::string_view rulebook,
                              std::string_view version, std::string_view id) {
    const auto found = std::ranges::find_if(clauses, [&](const ClauseText& clause) {
        return clause.id == id && clause.rulebook == rulebook && clause.version == version;
    });
    return found == clauses.end() ? nullptr : &*found;
}

void append_page_head(Html& html, std::string_view title) {
    html.raw("<!doctype html>\n<html lang=\"zh-CN\" data-lang=\"zh\">\n<head>\n");
    html.raw("<meta charset=\"utf-8\">\n");
    html.raw(R"(<meta http-equiv="Content-Security-Policy" content="default-src 'none'; )");
    html.raw("style-src ").raw(policy_hash(kReportCss)).raw("; script-src ");
    html.raw(policy_hash(kReportJs)).raw("; base-uri 'none'; form-action 'none'\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<title>").text(title).raw("</title>\n");
    html.raw("<style>").raw(kReportCss).raw("</style>\n</head>\n<body>\n");
}

void append_page_foot(Html& html) {
    html.raw("<script>").raw(kReportJs).raw("</script>\n</body>\n</html>\n");
}

void append_top_bar(Html& html, const Heading& heading, const Bilingual& title) {
    html.raw(R"(<header class="bar"><div class="wrap"><div class="brand">)");
    html.raw(R"(<span class="logo" aria-hidden="true">评</span><div><h1>)").both(title);
    html.raw(R"(</h1><p class="sub">)");
    html.text(heading.shop.name.empty() ? heading.shop.id : heading.shop.name).raw(" · ");
    html.both(words_of(heading.shop.platform)).raw(" · ");
    html.both("截至 ", "as of ").raw("<time");
    html.attribute("datetime", heading.shop.zone.format(heading.as_of)).raw(">");
    html.text(clock_reading(heading.as_of, heading.shop.zone)).raw("</time> (");
    html.text(heading.shop.zone.name()).raw(")</p></div></div>");
    html.raw(R"(<div class="tools" hidden>)");
    html.raw(R"(<button type="button" id="reveal" aria-pressed="false">)")
        .both("显示隐私", "Show private data")
        .raw("</button>");
    html.raw(R"(<button type="button" id="theme">)").both("明暗", "Theme").raw("</button>");
    html.raw(R"(<button type="button" id="print">)").both("打印", "Print").raw("</button>");
    html.raw(R"(<button type="button" id="lang" class="primary">)")
        .raw(R"(<span class="z" lang="en">English</span>)")
        .raw(R"(<span class="e" lang="zh">中文</span></button>)");
    html.raw("</div></div></header>\n");
}

void append_disclaimer(Html& html) {
    html.raw(R"(<p class="disclaimer">)")
        .both(
            "本文件由程序按所列规则整理，供人核对后使用，不构成法律意见；法律问题请咨询专业人士。"
            "标有“请与平台核实”的规则未经平台确认，以平台现行规则为准。",
            "Prepared by a program from the rules named, to be checked by a person before use. "
            "This is no legal advice: take questions of law to a professional. Rules marked "
            "“confirm with your platform” are not verified; the platform's rules in force hold.")
        .raw("</p>\n");
}

}  // namespace pingli::report
