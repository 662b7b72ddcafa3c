#include "replies/compose.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"

namespace pingli::replies {

namespace {

using Chosen = std::vector<const Sentence*>;

bool suits(const Sentence& sentence, Place place, const Situation& situation) {
    return sentence.place == place &&
           std::ranges::find(sentence.occasions, situation.occasion) != sentence.occasions.end() &&
           (!sentence.channel || *sentence.channel == situation.channel) &&
           (!sentence.needs ||
            situation.records.test(static_cast<std::size_t>(std::to_underlying(*sentence.needs))));
}

void add(Chosen& chosen, const Sentence* sentence) {
    if (std::ranges::find(chosen, sentence) == chosen.end()) chosen.push_back(sentence);
}

// What a place says: for each cause the first sentence that suits, else the first for any cause.
void choose(const Templates& templates, const Situation& situation, Place place, Chosen& chosen) {
    const std::size_t before = chosen.size();
    for (std::size_t i = 0; i < text::kCauseCount; ++i) {
        if (!situation.causes.test(i)) continue;
        const auto cause = static_cast<text::Cause>(i);
        const auto at = std::ranges::find_if(templates.sentences, [&](const Sentence& sentence) {
            return suits(sentence, place, situation) &&
                   std::ranges::find(sentence.causes, cause) != sentence.causes.end();
        });
        if (at != templates.sentences.end()) add(chosen, &*at);
    }
    if (chosen.size() != before) return;
    const auto at = std::ranges::find_if(templates.sentences, [&](const Sentence& sentence) {
        return sentence.causes.empty() && suits(sentence, place, situation);
    });
    if (at != templates.sentences.end()) add(chosen, &*at);
}

void replace(std::string& text, std::string_view name, int value) {
    const std::string digits = std::to_string(value);
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at))
        text.replace(at, name.size(), digits);
}

void fill_in_place(std::string& text, const facts::Policy& policy) {
    replace(text, "{return_days}", policy.return_days);
    replace(text, "{repair_days}", policy.repair_days);
    replace(text, "{after_sales_days}", policy.after_sales_days);
}

Draft put_together(const Templates& templates, const Situation& situation) {
    Chosen chosen;
    for (std::size_t i = 0; i < kPlaceCount; ++i)
        choose(templates, situation, static_cast<Place>(i), chosen);
    Draft draft;
    for (const Sentence* sentence : chosen) {
        draft.sentences.push_back(sentence->code);
        draft.text.zh += sentence->words.zh;
        if (!draft.text.en.empty()) draft.text.en += ' ';
        draft.text.en += sentence->words.en;
    }
    fill_in_place(draft.text.zh, situation.policy);
    fill_in_place(draft.text.en, situation.policy);
    return draft;
}

}  // namespace

Draft compose(const Templates& templates, const Situation& situation) {
    Situation shortened = situation;
    Draft draft = put_together(templates, shortened);
    if (templates.public_characters_max == 0) return draft;
    for (std::size_t i = text::kCauseCount; i-- > 0;) {
        if (utf8::count(draft.text.zh) <= templates.public_characters_max) break;
        if (!shortened.causes.test(i)) continue;
        shortened.causes.reset(i);
        draft = put_together(templates, shortened);
    }
    return draft;
}

Situation read_situation(std::string_view context, const text::ReviewSignals& buyer,
                         const facts::Policy& policy) {
    constexpr std::string_view kPublic = "公开";
    const std::string_view head = context.substr(0, context.find(']'));
    Situation situation{.occasion = Occasion::Complaint,
                        .channel = head.contains(kPublic) ? Channel::Public : Channel::Chat,
                        .causes = buyer.causes,
                        .records = {},
                        .policy = policy};
    if (buyer.extortion_hint)
        situation.occasion = situation.channel == Channel::Public ? Occasion::UnreasonableDemand
                                                                  : Occasion::CashDemand;
    else if (buyer.retaliation_after_failed_claim)
        situation.occasion = Occasion::Retaliation;
    else if (buyer.sentiment == text::Sentiment::Positive && buyer.causes.none())
        situation.occasion = Occasion::Praise;
    return situation;
}

Bilingual fill(const Bilingual& words, const facts::Policy& policy) {
    Bilingual filled = words;
    fill_in_place(filled.zh, policy);
    fill_in_place(filled.en, policy);
    return filled;
}

}  // namespace pingli::replies
