#include "triage/exhibits.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace pingli::triage {

namespace {

std::string join(std::string left, std::string_view right) {
    if (left.empty()) return std::string{right};
    if (!right.empty()) left.append(" · ").append(right);
    return left;
}

std::optional<text::MomentKind> moment_of(std::string_view kind) {
    using text::MomentKind;
    static constexpr std::array<std::pair<std::string_view, MomentKind>, 6> kMoments{{
        {"chat_demand", MomentKind::Threat},
        {"chat_advice", MomentKind::AdviceGiven},
        {"chat_insistence", MomentKind::AdviceRejected},
        {"chat_remedy_offered", MomentKind::RemedyOffered},
        {"chat_remedy_declined", MomentKind::RemedyDeclined},
        {"chat_demand_refused", MomentKind::DemandDeclined},
    }};
    for (const auto& [name, moment] : kMoments)
        if (name == kind) return moment;
    return std::nullopt;
}

// "chats/liu.jsonl:1 · turn 7", the first place of its kind.
std::string place_of_moment(text::MomentKind kind, const facts::Dossier& dossier,
                            const Reading& reading) {
    for (std::size_t i = 0; i < reading.conversations.size(); ++i) {
        for (const text::Moment& moment : reading.conversations[i].moments) {
            if (moment.kind != kind) continue;
            return join(place_of(dossier.conversations[i].source),
                        "turn " + std::to_string(moment.turn + 1));
        }
    }
    return {};
}

// More places than a person goes through; the first ones stand for them.
constexpr std::size_t kPlacesShownMax = 20;

std::string place_of_chat(const facts::Dossier& dossier, bool only_reference) {
    std::string places;
    std::size_t shown = 0;
    for (const facts::Conversation& conversation : dossier.conversations) {
        if (shown++ == kPlacesShownMax) return join(std::move(places), "…");
        if (only_reference)
            places = join(std::move(places), conversation.reference);
        else
            places = join(std::move(places), place_of(conversation.source));
    }
    return places;
}

std::string place_of_recording(const facts::Dossier& dossier) {
    std::string places;
    std::size_t shown = 0;
    for (const facts::Recording& recording : dossier.recordings) {
        if (shown++ == kPlacesShownMax) return join(std::move(places), "…");
        places = join(join(std::move(places), recording.file), recording.how_obtained);
    }
    return places;
}

std::string place_of_note(const facts::Dossier& dossier, std::string_view first,
                          std::string_view second) {
    for (const facts::Note& note : dossier.notes)
        if (note.kind == first || note.kind == second) return place_of(note.source);
    return {};
}

}  // namespace

std::string place_of(const facts::Source& source) {
    if (source.file.empty()) return {};
    std::string text{source.file};
    if (source.line != 0) text += ":" + std::to_string(source.line);
    return text;
}

std::string find_place(std::string_view kind, const facts::Dossier& dossier, const Reading& reading,
                       const Circumstances& circumstances, const facts::Review* review) {
    if (const auto moment = moment_of(kind)) return place_of_moment(*moment, dossier, reading);
    if (kind == "chat_both_sides") return place_of_chat(dossier, false);
    if (kind == "chat_reference") return place_of_chat(dossier, true);
    if (kind == "call_recording") return place_of_recording(dossier);
    if (kind == "call_list" && !dossier.calls.empty())
        return place_of(dossier.calls.front().source);
    if (kind == "competitor_lead" || kind == "competitor_tie")
        return place_of_note(dossier, "same_trade_proof", "same_trade");
    if (kind == "fraud_record") return place_of_note(dossier, "police_record", "fraud_record");
    const bool of_review =
        kind == "review_text" || kind == "offending_words" || kind == "promotion_in_text";
    if (of_review && review != nullptr) return place_of(review->source);
    if (kind == "professional_signs" && circumstances.detailed_questions > 0)
        return place_of_moment(text::MomentKind::DetailedQuestion, dossier, reading);
    return {};
}

}  // namespace pingli::triage
