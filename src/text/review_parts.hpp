// What the detectors of reviews share; for review_*.cpp only.

#pragma once

#include <optional>

#include "text/engine_parts.hpp"
#include "text/signals.hpp"

namespace pingli::text {

// A review that has been read. `followup` is null when there is none.
struct ReadReview {
    const Engine::Parts& parts;
    const Reading& text;
    const Reading* followup = nullptr;
    std::optional<int> stars;
};

// How good and how bad a text's words are; a complaint counts as bad.
struct Leaning {
    int good = 0;
    int bad = 0;
    [[nodiscard]] int net() const { return good - bad; }  // signed
};
Leaning lean(const Engine::Parts& parts, const Reading& reading);

// The sentiment of text and follow-up; the stars weigh where words leave it open (2.7).
Sentiment judge_sentiment(const ReadReview& review);

// A complaint in words: the hit that states it.
struct Complaint {
    Cause cause{};
    const Reading* where = nullptr;
    Offset start;
    Offset end;
    const char* rule = "said";  // said, judged, staff, offline: how it was recognized
};
struct OtherFindings {  // what explains a bad text without a complaint
    bool demand = false, retaliation = false, promo = false, personal_data = false;
    bool abusive = false;
};
// The first complaint of each cause (2.1), in the order of the causes.
std::vector<Complaint> find_complaints(const ReadReview& review, Sentiment sentiment,
                                       const OtherFindings& others);

// Extortion, retaliation and promotion (2.4-2.6): the place that shows it, in the text.
std::optional<Span> find_extortion(const ReadReview& review);
std::optional<Span> find_retaliation(const ReadReview& review);
std::optional<Span> find_promotion(const ReadReview& review);

// The category of direct complaints of a cause.
Category complaint_category(Cause cause);

}  // namespace pingli::text
