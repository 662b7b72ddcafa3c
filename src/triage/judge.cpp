#include "triage/judge.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "triage/circumstances.hpp"
#include "triage/compose.hpp"
#include "triage/exhibits.hpp"
#include "triage/incident.hpp"
#include "triage/marks.hpp"
#include "triage/reading.hpp"

namespace pingli::triage {

namespace {

constexpr int kGoodStarsMin = 4;

bool is_low(const facts::Review& review) {
    if (review.rating) return *review.rating != facts::Rating::Good;
    if (review.stars) return *review.stars < kGoodStarsMin;
    return review.negative_tag;
}

bool is_graded(const facts::Review& review) {
    return review.rating || review.stars || review.negative_tag;
}

text::ReviewText text_of(const facts::Review& review) {
    return {.stars = review.stars, .text = review.text, .followup = review.followup};
}

bool is_worth_showing(const text::ReviewSignals& signals) {
    return !signals.abusive_spans.empty() || !signals.pii_spans.empty() ||
           !signals.followup_abusive_spans.empty() || !signals.followup_pii_spans.empty() ||
           signals.extortion_hint;
}

void mark_conversation(const facts::Conversation& conversation,
                       const text::ConversationSignals& signals, Finding& finding) {
    mark_talk(place_of(conversation.source), turns_of(conversation), signals, finding);
}

// The shop's own public answer may insult or expose as well (B21).
bool offends(const text::Engine& engine, const facts::Review& review, text::Scratch& scratch) {
    if (review.reply.empty()) return false;
    const auto signals =
        engine.review({.stars = std::nullopt, .text = review.reply, .followup = {}}, scratch);
    return !signals.abusive_spans.empty() || !signals.pii_spans.empty();
}

}  // namespace

bool Judge::wants_finding(const facts::Review& review, text::Scratch& scratch) const {
    if (review.platform_default && review.followup.empty()) return false;
    if (is_low(review)) return true;
    const bool may_hold =
        engine_.may_need_review(review.text, scratch) ||
        (!review.followup.empty() && engine_.may_need_review(review.followup, scratch));
    if (!may_hold && is_graded(review)) return false;
    const text::ReviewSignals signals = engine_.review(text_of(review), scratch);
    if (is_worth_showing(signals)) return true;
    return !is_graded(review) && signals.sentiment == text::Sentiment::Negative;
}

void Judge::judge(const facts::Dossier& dossier, text::Scratch& scratch, std::vector<Finding>& out,
                  Tally& tally) const {
    ++tally.dossiers;
    tally.reviews += dossier.reviews.size();
    tally.conversations += dossier.conversations.size();
    std::vector<const facts::Review*> wanted;
    for (const facts::Review& review : dossier.reviews) {
        if (review.platform_default) ++tally.platform_defaults;
        if (wants_finding(review, scratch)) wanted.push_back(&review);
    }
    if (wanted.empty() && dossier.conversations.empty()) return;
    const Reading reading = read(dossier, engine_, scratch);
    const std::size_t before = out.size();
    for (const facts::Review* review : wanted)
        out.push_back(judge_review(dossier, reading, *review, scratch));
    for (std::size_t i = 0; i < reading.conversations.size(); ++i)
        if (reading.conversations[i].demand_under_threat)
            out.push_back(judge_thread(dossier, reading, i, scratch));
    const std::span judged = std::span{out}.subspan(before);
    mark_incidents(judged);
    for (const Finding& finding : judged) tally.count(finding, as_of_);
}

Finding Judge::judge_review(const facts::Dossier& dossier, const Reading& reading,
                            const facts::Review& review, text::Scratch& scratch) const {
    const text::ReviewSignals signals = engine_.review(text_of(review), scratch);
    Circumstances circumstances = describe(dossier, reading, review, signals);
    circumstances.reply_offends = offends(engine_, review, scratch);
    const Ruled ruled = book_.ask(circumstances, shop_.platform, as_of_);

    Finding finding = compose(
        {.dossier = dossier, .reading = reading, .circumstances = circumstances, .review = &review},
        ruled, templates_, shop_, as_of_);
    finding.subject_kind = SubjectKind::Review;
    finding.subject_id = review.id;
    mark_review(review, signals, finding);
    for (std::size_t i = 0; i < dossier.conversations.size(); ++i)
        mark_conversation(dossier.conversations[i], reading.conversations[i], finding);
    for (std::size_t i = 0; i < dossier.recordings.size(); ++i)
        mark_talk(dossier.recordings[i].file, reading.transcripts[i], reading.recordings[i],
                  finding);
    note_left_out(finding);
    return finding;
}

Finding Judge::judge_thread(const facts::Dossier& dossier, const Reading& reading,
                            std::size_t index, text::Scratch& scratch) const {
    const auto review = std::ranges::find_if(dossier.reviews, is_low);
    const facts::Review* of_review = review == dossier.reviews.end() ? nullptr : &*review;
    const Circumstances circumstances =
        of_review == nullptr
            ? describe(dossier, reading)
            : describe(dossier, reading, *of_review, engine_.review(text_of(*of_review), scratch));
    const Ruled ruled = book_.ask(circumstances, shop_.platform, as_of_);

    const facts::Conversation& conversation = dossier.conversations[index];
    Finding finding = compose({.dossier = dossier,
                               .reading = reading,
                               .circumstances = circumstances,
                               .review = of_review},
                              ruled, templates_, shop_, as_of_);
    finding.subject_kind = SubjectKind::Thread;
    finding.subject_id = conversation.id;
    if (finding.buyer.empty()) finding.buyer = conversation.buyer;
    mark_conversation(conversation, reading.conversations[index], finding);
    note_left_out(finding);
    return finding;
}

void Judge::survey(const facts::Dossier& dossier, text::Scratch& scratch, Tally& tally) const {
    for (const facts::Review& review : dossier.reviews) {
        if (review.platform_default && review.followup.empty()) continue;
        const text::ReviewSignals signals = engine_.review(text_of(review), scratch);
        const auto stars = static_cast<std::size_t>(std::clamp(review.stars.value_or(0), 0, 5));
        ++tally.sentiment_by_stars.at(stars).at(std::to_underlying(signals.sentiment));
        const bool insults =
            !signals.abusive_spans.empty() || !signals.followup_abusive_spans.empty();
        const bool exposes = !signals.pii_spans.empty() || !signals.followup_pii_spans.empty();
        tally.insulting += insults ? 1 : 0;
        tally.with_personal_data += exposes ? 1 : 0;
    }
}

}  // namespace pingli::triage
