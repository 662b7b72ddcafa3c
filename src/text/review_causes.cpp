// What a review complains of. Four ways lead to a cause, from the surest on:
//   said     a phrase that is a complaint by itself (起球, 发错货), not denied, not supposed, not
//            somebody else's words
//   judged   a thing named and a bad word about it in the same clause (快递 … 太差)
//   staff    in a bad review, a clause about somebody who serves, with nothing good in it
//   offline  a bad text of some length about nothing of the above is about the goods

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.hpp"
#include "text/review_parts.hpp"

namespace pingli::text {

namespace {

constexpr std::array<Category, kCauseCount> kComplaints{
    Category{"complaint.quality"},
    Category{"complaint.size_or_fit"},
    Category{"complaint.colour_or_not_as_described"},
    Category{"complaint.authenticity"},
    Category{"complaint.service_attitude"},
    Category{"complaint.logistics_slow"},
    Category{"complaint.logistics_damage"},
    Category{"complaint.price"},
    Category{"complaint.freight_insurance"},
    Category{"complaint.after_sales_refused"}};
constexpr std::array<Category, kCauseCount> kAspects{Category{"aspect.quality"},
                                                     Category{"aspect.size_or_fit"},
                                                     Category{"aspect.colour_or_not_as_described"},
                                                     Category{"aspect.authenticity"},
                                                     Category{"aspect.service_attitude"},
                                                     Category{"aspect.logistics_slow"},
                                                     Category{"aspect.logistics_damage"},
                                                     Category{"aspect.price"},
                                                     Category{"aspect.freight_insurance"},
                                                     Category{"aspect.after_sales_refused"}};
constexpr Category kGood{"polarity.good"};
constexpr Category kBad{"polarity.bad"};
constexpr Category kFiller{"filler"};
constexpr Category kHedge{"hedge"};
constexpr Category kStaff{"person.staff"};
constexpr Category kSettled{"settled"};
constexpr std::size_t kJudgedReach = 36;  // bytes between a thing and the word about it
constexpr std::size_t kTextMin = 4;       // letters beside judgement that make a text about goods

class Finder {
public:
    explicit Finder(const ReadReview& review, Sentiment sentiment)
        : review_(review), sentiment_(sentiment) {}

    void look(const Reading& reading) {
        for (std::size_t i = 0; i < kCauseCount; ++i) look_said(reading, static_cast<Cause>(i));
        if (sentiment_ != Sentiment::Positive) look_judged(reading);
    }
    void look_staff(const Reading& reading) {
        const Clause* last = nullptr;  // What is said of one clause is found once.
        for (const Hit& hit : reading.of(kStaff)) {
            const Clause& clause = reading.clause_of(hit.start);
            if (&clause == last) continue;
            last = &clause;
            const bool praises =
                std::ranges::any_of(reading.hits.within(kGood, clause.start, clause.end),
                                    [&](const Hit& good) { return !reading.is_negated(good); });
            const bool refuses = has_said(reading, Cause::AfterSalesRefused, clause) ||
                                 has_said(reading, Cause::FreightInsurance, clause);
            if (!praises && !refuses) add(Cause::ServiceAttitude, reading, hit, "staff");
        }
    }
    void look_offline(const Reading& reading) {
        std::vector<bool> said_nothing(reading.text().size(), false);
        for (const Category category : {kGood, kBad, kFiller})
            for (const Hit& hit : reading.of(category))
                for (std::size_t at = hit.start; at < hit.end; ++at) said_nothing[at] = true;
        std::size_t judged = 0;
        for (const Clause& clause : reading.clauses)
            for (std::size_t at = clause.start; at < clause.end;
                 at += utf8::decode(reading.text(), at).size)
                judged += said_nothing[at] ? 1 : 0;
        std::size_t all = 0;
        for (const Clause& clause : reading.clauses)
            all += letters(reading.text(), clause.start, clause.end);
        if (all >= judged + kTextMin && !reading.clauses.empty())
            complaints_.push_back({.cause = Cause::Quality,
                                   .where = &reading,
                                   .start = reading.clauses.front().start,
                                   .end = reading.clauses.back().end,
                                   .rule = "offline"});
    }
    [[nodiscard]] bool has(Cause cause) const {
        return std::ranges::any_of(complaints_,
                                   [&](const Complaint& c) { return c.cause == cause; });
    }
    [[nodiscard]] bool is_empty() const { return complaints_.empty(); }
    void remove(Cause cause) {
        std::erase_if(complaints_, [&](const Complaint& c) { return c.cause == cause; });
    }
    std::vector<Complaint> take() {
        std::ranges::stable_sort(complaints_, {}, &Complaint::cause);
        return std::move(complaints_);
    }

private:
    static bool has_said(const Reading& reading, Cause cause, const Clause& clause) {
        return !reading.hits.within(complaint_category(cause), clause.start, clause.end).empty();
    }

    void add(Cause cause, const Reading& reading, const Hit& hit, const char* rule) {
        if (!has(cause))
            complaints_.push_back({.cause = cause,
                                   .where = &reading,
                                   .start = hit.start,
                                   .end = hit.end,
                                   .rule = rule});
    }

    // What a shop is quoted with is its conduct, not a fault of the goods; what it says no to is
    // a refusal all the same.
    static bool is_other_words(const Reading& reading, const Hit& hit, Cause cause) {
        const Speech* const speech = reading.speech_of(hit);
        if (speech == nullptr) return false;
        if (speech->voice == Voice::Other) return true;
        return speech->voice == Voice::Seller && cause != Cause::AfterSalesRefused &&
               cause != Cause::ServiceAttitude && cause != Cause::FreightInsurance;
    }

    void look_said(const Reading& reading, Cause cause) {
        for (const Hit& hit : reading.of(complaint_category(cause))) {
            const Clause& clause = reading.clause_of(hit.start);
            if (reading.is_negated(hit) || is_other_words(reading, hit, cause)) continue;
            // 很薄, 才到: a complaint only of someone who complains.
            if (sentiment_ == Sentiment::Positive && review_.parts.entry(hit).has("soft")) continue;
            if (cause != Cause::Price &&
                !reading.hits.within(kHedge, clause.start, hit.start).empty())
                continue;
            add(cause, reading, hit, "said");
            return;
        }
    }

    // The hits of `category` that may be close enough to `bad` to be what it is said of.
    static std::span<const Hit> near(const Reading& reading, Category category, const Hit& bad) {
        return reading.hits.touching(category, back_or_start(bad.start, kJudgedReach + 1),
                                     bad.end + kHanLetter + 1);
    }

    // The bad word belongs to the thing named last before it, or first behind it.
    void look_judged(const Reading& reading) {
        for (const Hit& bad : reading.of(kBad)) {
            if (reading.is_negated(bad)) continue;
            const Clause& clause = reading.clause_of(bad.start);
            if (!reading.hits.within(kHedge, clause.start, bad.start).empty()) continue;
            const Hit* best = nullptr;
            Cause cause{};
            for (std::size_t i = 0; i < kCauseCount; ++i) {
                for (const Hit& thing : near(reading, kAspects.at(i), bad)) {
                    const bool is_near =
                        (thing.end <= bad.start && gap(thing.end, bad.start) <= kJudgedReach) ||
                        (thing.start >= bad.end && gap(bad.end, thing.start) <= kHanLetter);
                    if (!is_near || thing.start < clause.start || thing.end > clause.end) continue;
                    if (best == nullptr || (thing.end <= bad.start && thing.end > best->end)) {
                        best = &thing;
                        cause = static_cast<Cause>(i);
                    }
                }
            }
            if (best != nullptr && cause != Cause::AfterSalesRefused &&
                cause != Cause::FreightInsurance)
                add(cause, reading, *best, "judged");
        }
    }

    static constexpr std::size_t kHanLetter = 3;

    const ReadReview& review_;
    Sentiment sentiment_;
    std::vector<Complaint> complaints_;
};

bool is_settled(const ReadReview& review, Sentiment sentiment) {
    if (sentiment != Sentiment::Positive) return false;
    return review.text.has(kSettled) ||
           (review.followup != nullptr && review.followup->has(kSettled));
}

// Refused freight alone is freight, not refused after-sales (2.1).
bool is_freight_alone(const Reading& reading) {
    const auto freight = reading.of(complaint_category(Cause::FreightInsurance));
    const auto refused = reading.of(complaint_category(Cause::AfterSalesRefused));
    return !freight.empty() && std::ranges::all_of(refused, [&](const Hit& hit) {
        return !reading.hits
                    .touching(complaint_category(Cause::FreightInsurance), hit.start, hit.end)
                    .empty();
    });
}

}  // namespace

Category complaint_category(Cause cause) {
    return kComplaints.at(static_cast<std::size_t>(cause));
}

std::vector<Complaint> find_complaints(const ReadReview& review, Sentiment sentiment,
                                       const OtherFindings& others) {
    if (is_settled(review, sentiment)) return {};
    Finder finder{review, sentiment};
    finder.look(review.text);
    if (review.followup != nullptr) finder.look(*review.followup);
    const bool is_bad = sentiment == Sentiment::Negative;
    if (is_bad && !finder.has(Cause::ServiceAttitude) && !others.promo) {
        finder.look_staff(review.text);
        if (review.followup != nullptr) finder.look_staff(*review.followup);
    }
    const bool is_explained = others.demand || others.retaliation || others.promo ||
                              others.personal_data || others.abusive;
    if (is_bad && finder.is_empty() && !is_explained) finder.look_offline(review.text);
    if (finder.has(Cause::AfterSalesRefused) && is_freight_alone(review.text))
        finder.remove(Cause::AfterSalesRefused);
    return finder.take();
}

}  // namespace pingli::text
