#include "reviews/draft_coach.hpp"

#include <utility>

#include "replies/compose.hpp"

namespace pingli::reviews {

namespace {

// How the engine is told that a draft is a public answer, and to what.
constexpr const char* kPublic = "[回评·公开] ";

replies::Record record_of(facts::InsuranceStatus status) {
    switch (status) {
        case facts::InsuranceStatus::Insured:
            return replies::Record::InsuranceHeld;
        case facts::InsuranceStatus::None:
            return replies::Record::InsuranceNone;
        case facts::InsuranceStatus::Declined:
            break;
    }
    return replies::Record::InsuranceDeclined;
}

}  // namespace

Result<replies::DraftCheck> DraftCoach::check(const std::string& draft,
                                              const std::optional<ReviewBody>& body, Instant now) {
    const auto loaded = TRY(engines_.get());
    const auto book = TRY(replies::PolicyBook::in_force(library_, now));
    text::Scratch scratch{loaded->engine};
    std::string context = kPublic;
    if (body) context += body->text + (body->followup.empty() ? "" : " " + body->followup);
    const auto signals = loaded->engine.reply({.context = context, .draft = draft}, scratch);
    const auto buyer =
        loaded->engine.review({.stars = std::nullopt, .text = context, .followup = {}}, scratch);
    auto situation = replies::read_situation(context, buyer, body ? body->policy : facts::Policy{});
    if (body && body->insurance)
        situation.records.set(static_cast<std::size_t>(record_of(*body->insurance)));
    return replies::check(loaded->templates, book, draft, signals, situation);
}

}  // namespace pingli::reviews
