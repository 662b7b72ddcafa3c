#include "report/statement.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "report/markup.hpp"
#include "report/words.hpp"

namespace pingli::report {

namespace {

using triage::Finding;
using triage::FoundSpan;
using triage::Ground;

Bilingual request_of(const Finding& finding) {
    if (finding.ground == Ground::PrivateDataOrInsults)
        return {
            .zh = "请求：仅屏蔽下列标出的文字；评分和其余内容保留。",
            .en =
                "Request: mask the words marked below and nothing else; the rating and the rest "
                "stay."};
    if (finding.ground == Ground::ThirdPartyFraud)
        return {
            .zh = "请求：核查该评价的来源。买家是受害者，本举报不针对买家。",
            .en =
                "Request: look into where this review came from. The buyer is a victim; the report "
                "is not directed at the buyer."};
    return {.zh = "请求：依平台规则处理该评价。",
            .en = "Request: deal with this review under the rules."};
}

// "chat, message 10 (2026-05-26 20:10)"
Bilingual place_of(const triage::Part& part, const Zone& zone) {
    Bilingual place = words_of(part.in);
    if (part.in == triage::SpanPlace::Chat) {
        place.zh += fmt::format("第 {} 条", part.turn + 1);  // people count from one
        place.en += fmt::format(", message {}", part.turn + 1);
    }
    if (part.at) {
        place.zh += "（" + clock_reading(*part.at, zone) + "）";
        place.en += " (" + clock_reading(*part.at, zone) + ")";
    }
    return place;
}

// The words found, or the kind of personal data: what is to be hidden is not said again.
Bilingual quote_of(const FoundSpan& found, std::string_view valid) {
    const Bilingual& kind = words_of(found.kind);
    if (found.kind == triage::SpanKind::Pii) {
        const Bilingual what = found.pii_kind ? words_of(*found.pii_kind) : Bilingual{};
        return {.zh = kind.zh + (what.zh.empty() ? "" : "：" + what.zh),
                .en = kind.en + (what.en.empty() ? "" : ": " + what.en)};
    }
    const std::string_view words = utf8::slice(valid, found.span.start, found.span.end);
    std::string amount;
    if (found.amount)
        amount = fmt::format(" {} {}", found.amount->amount(), found.amount->currency.code());
    return {.zh = fmt::format("{}“{}”{}", kind.zh, words, amount),
            .en = fmt::format("{} “{}”{}", kind.en, words, amount)};
}

// One line for each text in which something was found.
Bilingual quotes_of(const Finding& finding, const Zone& zone) {
    constexpr std::size_t kTextsMax = 6;
    Bilingual lines;
    std::size_t texts = 0;
    for (const triage::Part& part : finding.parts) {
        const bool is_chat = part.in == triage::SpanPlace::Chat;
        const std::string valid = as_valid(part.text);
        Bilingual found_here;
        for (const FoundSpan& found : finding.spans) {
            if (found.in != part.in || (is_chat && found.turn != part.turn)) continue;
            const Bilingual quote = quote_of(found, valid);
            found_here.zh += (found_here.zh.empty() ? "" : "；") + quote.zh;
            found_here.en += (found_here.en.empty() ? "" : "; ") + quote.en;
        }
        if (found_here.zh.empty()) continue;
        const Bilingual place = place_of(part, zone);
        lines.zh += place.zh + "：" + found_here.zh + "。\n";
        lines.en += place.en + ": " + found_here.en + ".\n";
        if (++texts == kTextsMax) break;
    }
    return lines;
}

// "The shop reports review … (order …, made at …) on the ground of …."
Bilingual opening_of(const Finding& finding, const Zone& zone) {
    const bool is_review = finding.subject_kind == triage::SubjectKind::Review;
    Bilingual details;
    if (!finding.order.empty())
        details = {.zh = "订单 " + finding.order, .en = "order " + finding.order};
    if (finding.made_at) {
        const std::string made = clock_reading(*finding.made_at, zone);
        details.zh += (details.zh.empty() ? "发表于 " : "，发表于 ") + made;
        details.en += (details.en.empty() ? "made at " : ", made at ") + made;
    }
    Bilingual out{
        .zh = is_review ? "本店就评价 " : "本店就会话 ",
        .en = is_review ? "The shop reports review " : "The shop reports the demand in thread "};
    out.zh += finding.subject_id + (details.zh.empty() ? "" : "（" + details.zh + "）");
    out.en += finding.subject_id + (details.en.empty() ? "" : " (" + details.en + ")");
    out.zh += is_review ? "提出举报" : "中的索要提出举报";
    if (finding.ground) {
        out.zh += "，理由：" + words_of(*finding.ground).zh;
        out.en += " on the ground of " + words_of(*finding.ground).en;
    }
    out.zh += "。\n";
    out.en += ".\n";
    return out;
}

}  // namespace

Bilingual statement_of(const Finding& finding, const Heading& heading) {
    Bilingual out = opening_of(finding, heading.shop.zone);
    const Bilingual quotes = quotes_of(finding, heading.shop.zone);
    const Bilingual request = request_of(finding);
    out.zh += quotes.zh + finding.why.zh + "\n";
    out.en += quotes.en + finding.why.en + "\n";
    if (!finding.have.empty()) {
        out.zh += fmt::format("以上事实见证据 1 至 {}。\n", finding.have.size());
        out.en += fmt::format("These facts are shown by exhibits 1 to {}.\n", finding.have.size());
    }
    out.zh += request.zh;
    out.en += request.en;
    return out;
}

}  // namespace pingli::report
