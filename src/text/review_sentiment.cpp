// How a review leans: judged words counted clause by clause, the stars where words leave it open.

#include <algorithm>

#include "text/review_parts.hpp"

namespace pingli::text {

namespace {

constexpr Category kGood{"polarity.good"};
constexpr Category kBad{"polarity.bad"};
constexpr Category kSlip{"slip"};
constexpr Category kHedge{"hedge"};
constexpr Category kTurn{"turn"};
constexpr int kClear = 2;  // words of one side that make a text clear when the other has none

// Whether somebody else's words or a supposition hold the hit.
bool is_not_said(const Reading& reading, const Hit& hit) {
    const Clause& clause = reading.clause_of(hit.start);
    if (!reading.hits.within(kHedge, clause.start, hit.start).empty()) return true;
    const Speech* const speech = reading.speech_of(hit);
    return speech != nullptr && speech->is_quoted &&
           (speech->voice == Voice::Seller || speech->voice == Voice::Other);
}

bool is_complaint(const Reading& reading, const Hit& hit) {
    for (std::size_t cause = 0; cause < kCauseCount; ++cause) {
        const Category category = complaint_category(static_cast<Cause>(cause));
        if (!reading.hits.touching(category, hit.start, hit.end).empty()) return true;
    }
    return false;
}

}  // namespace

Leaning lean(const Engine::Parts& parts, const Reading& reading) {
    Leaning leaning;
    for (const Hit& hit : reading.of(kGood)) {
        if (is_not_said(reading, hit) || is_complaint(reading, hit)) continue;
        (reading.is_negated(hit) ? leaning.bad : leaning.good) += hit.weight;
    }
    for (const Hit& hit : reading.of(kBad)) {
        if (is_not_said(reading, hit)) continue;
        if (reading.is_negated(hit))
            ++leaning.good;  // 不差 praises less than 好, 没失望 as much
        else if (!is_complaint(reading, hit))
            leaning.bad += hit.weight;
    }
    for (std::size_t cause = 0; cause < kCauseCount; ++cause)
        for (const Hit& hit : reading.of(complaint_category(static_cast<Cause>(cause))))
            if (!is_not_said(reading, hit) && !parts.entry(hit).has("soft"))
                ++(reading.is_negated(hit) ? leaning.good : leaning.bad);
    return leaning;
}

namespace {

Sentiment from_words(const Leaning& leaning, const Reading& reading) {
    if (leaning.net() > 0) return Sentiment::Positive;
    if (leaning.net() < 0) return Sentiment::Negative;
    if (leaning.bad == 0) return Sentiment::Neutral;
    // Even: what stands behind 但是 is what the writer means.
    return reading.has(kTurn) ? Sentiment::Negative : Sentiment::Neutral;
}

Sentiment with_stars(const Leaning& leaning, const Reading& reading, int stars) {
    if (stars <= 2) {
        const bool slipped = reading.has(kSlip) && leaning.bad == 0;
        return slipped || (leaning.good >= kClear && leaning.bad == 0) ? Sentiment::Positive
                                                                       : Sentiment::Negative;
    }
    if (stars == 3) {
        if (leaning.net() <= -2 * kClear && leaning.good == 0) return Sentiment::Negative;
        return leaning.net() >= 2 * kClear && leaning.bad == 0 ? Sentiment::Positive
                                                               : Sentiment::Neutral;
    }
    const int doubt = stars == 5 ? kClear : kClear + 1;  // 五星献给卖家, 骨折献给我
    return leaning.bad >= doubt && leaning.bad >= leaning.good + doubt ? Sentiment::Negative
                                                                       : Sentiment::Positive;
}

}  // namespace

Sentiment judge_sentiment(const ReadReview& review) {
    const Leaning first = lean(review.parts, review.text);
    Sentiment sentiment = review.stars ? with_stars(first, review.text, *review.stars)
                                       : from_words(first, review.text);
    if (review.followup == nullptr) return sentiment;
    const Leaning later = lean(review.parts, *review.followup);
    if (later.net() <= -kClear && sentiment != Sentiment::Negative)
        sentiment = Sentiment::Negative;
    else if (later.net() >= kClear && later.bad == 0 && sentiment != Sentiment::Positive)
        sentiment = Sentiment::Positive;
    return sentiment;
}

}  // namespace pingli::text
