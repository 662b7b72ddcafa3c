#include "text/review_signals.hpp"

#include <array>
#include <string>

#include "text/insults.hpp"
#include "text/personal_data.hpp"
#include "text/review_parts.hpp"

namespace pingli::text {

namespace {

// --- words for people --------------------------------------------------------------------------

struct Words {
    const char* zh;
    const char* en;
};

Words words_of(Cause cause) {
    static constexpr std::array<Words, kCauseCount> kWords{{
        {"质量", "quality"},
        {"尺码或尺寸", "size or fit"},
        {"颜色或与描述不符", "colour or not as described"},
        {"真假", "authenticity"},
        {"服务态度", "service"},
        {"物流慢", "slow logistics"},
        {"运输损坏", "damage on the way"},
        {"价格", "price"},
        {"运费或运费险", "freight or its insurance"},
        {"拒绝售后", "refused after-sales"},
    }};
    return kWords.at(static_cast<std::size_t>(cause));
}

Words words_of(PiiKind kind) {
    static constexpr std::array<Words, 8> kWords{{{"手机号", "a mobile number"},
                                                  {"座机号", "a landline number"},
                                                  {"身份证号", "an identity card number"},
                                                  {"微信号", "a WeChat id"},
                                                  {"QQ 号", "a QQ number"},
                                                  {"住址", "an address"},
                                                  {"姓名", "a person's full name"},
                                                  {"订单号", "an order number"}}};
    return kWords.at(static_cast<std::size_t>(kind));
}

Reason reason_of(const Complaint& complaint, bool in_followup) {
    const Words cause = words_of(complaint.cause);
    const std::string rule = complaint.rule;
    Reason reason;
    reason.code = "cause." + std::string{to_name(complaint.cause)} + "." + rule;
    if (rule == "offline")
        reason.words = {.zh = "差评，没有说到服务、物流、价格等，视为对商品本身不满（质量）。",
                        .en =
                            "A bad review of some length that names neither service, delivery nor "
                            "price: taken to be about the goods (quality)."};
    else if (rule == "staff")
        reason.words = {.zh = "差评中说到服务人员，且没有一句好话：服务态度。",
                        .en = "A bad review speaks of staff, with no good word: service."};
    else
        reason.words = {
            .zh = std::string{"说到"} + cause.zh + (in_followup ? "（追评）。" : "。"),
            .en = std::string{"Complains of "} + cause.en + (in_followup ? " (follow-up)." : ".")};
    if (!in_followup) reason.span = complaint.where->span(complaint.start, complaint.end);
    return reason;
}

// --- the parts of the answer -------------------------------------------------------------------

void add_insults(const Engine::Parts& parts, const Reading& reading, Tone tone, bool in_followup,
                 ReviewSignals& out) {
    for (const Insult& insult : find_insults(parts, reading, tone)) {
        const Span span = reading.span(insult.start, insult.end);
        (in_followup ? out.followup_abusive_spans : out.abusive_spans).push_back(span);
        Reason reason;
        const bool profane = parts.lexicon.entries[insult.entry].has("profane");
        reason.code = profane ? "abusive.profanity" : "abusive.insult";
        reason.words = profane ? Bilingual{.zh = "粗口（性、亲属、死亡），语气是愤怒而不是惊叹。",
                                           .en =
                                               "Profanity (sex, kin, death) in anger, not in "
                                               "amazement."}
                               : Bilingual{.zh = "辱骂人的话，不是对商品的评价，也不是转述。",
                                           .en =
                                               "An insult of a person: neither said of goods nor "
                                               "quoted."};
        if (!in_followup) reason.span = span;
        out.why.push_back(std::move(reason));
    }
}

void add_personal_data(const Engine::Parts& parts, const Reading& reading, bool in_followup,
                       ReviewSignals& out) {
    for (const PiiSpan& found : find_personal_data(parts, reading)) {
        (in_followup ? out.followup_pii_spans : out.pii_spans).push_back(found);
        Reason reason;
        reason.code = "pii." + std::string{to_name(found.kind)};
        const Words words = words_of(found.kind);
        reason.words = {.zh = std::string{"含有"} + words.zh + "。",
                        .en = std::string{"Holds "} + words.en + "."};
        if (!in_followup) reason.span = found.span;
        out.why.push_back(std::move(reason));
    }
}

void add(ReviewSignals& out, const char* code, Bilingual words, const Span& span) {
    Reason reason;
    reason.code = code;
    reason.words = std::move(words);
    reason.span = span;
    out.why.push_back(std::move(reason));
}

void add_demands(const ReadReview& review, ReviewSignals& out) {
    if (const auto span = find_extortion(review)) {
        out.extortion_hint = true;
        out.extortion_span = span;
        add(out, "extortion.lever",
            {.zh = "以评价的去留换取好处：提出要求，并说评价可改、可续。",
             .en = "The rating is held open for a benefit: something is asked for, and the rating "
                   "may change or go on."},
            *span);
    }
    if (const auto span = find_retaliation(review)) {
        out.retaliation_after_failed_claim = true;
        add(out, "retaliation.after_refusal",
            {.zh = "诉求被拒或未获支持之后，以评价作为回敬。",
             .en = "A claim was refused or lost, and the rating is given back for it."},
            *span);
    }
    if (const auto span = find_promotion(review)) {
        out.competitor_promo = true;
        add(out, "promotion.other_shop",
            {.zh = "点名另一家可以找到的店，并推荐去买。",
             .en = "Names another shop that can be found, and recommends it."},
            *span);
    }
}

}  // namespace

ReviewSignals review_signals(const Engine::Parts& parts, Scratch::Buffers& buffers,
                             const ReviewText& text) {
    read(parts, buffers, text.text, buffers.review);
    const bool has_followup = !text.followup.empty();
    if (has_followup) read(parts, buffers, text.followup, buffers.followup);
    const ReadReview review{.parts = parts,
                            .text = buffers.review,
                            .followup = has_followup ? &buffers.followup : nullptr,
                            .stars = text.stars};
    ReviewSignals out;
    out.sentiment = judge_sentiment(review);
    const Tone tone = out.sentiment == Sentiment::Positive ? Tone::Praise : Tone::Other;
    add_insults(parts, review.text, tone, false, out);
    add_personal_data(parts, review.text, false, out);
    if (has_followup) {
        add_insults(parts, *review.followup, tone, true, out);
        add_personal_data(parts, *review.followup, true, out);
    }
    add_demands(review, out);
    const OtherFindings others{.demand = out.extortion_hint,
                               .retaliation = out.retaliation_after_failed_claim,
                               .promo = out.competitor_promo,
                               .personal_data = !out.pii_spans.empty(),
                               .abusive = !out.abusive_spans.empty()};
    for (const Complaint& complaint : find_complaints(review, out.sentiment, others)) {
        out.causes.set(static_cast<std::size_t>(complaint.cause));
        out.why.push_back(reason_of(complaint, complaint.where == review.followup));
    }
    return out;
}

}  // namespace pingli::text
