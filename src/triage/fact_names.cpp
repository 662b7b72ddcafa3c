#include "triage/fact_names.hpp"

namespace pingli::triage {

const char* name_of(facts::Rating rating) {
    switch (rating) {
        case facts::Rating::Good:
            return "good";
        case facts::Rating::Neutral:
            return "neutral";
        case facts::Rating::Bad:
            return "bad";
    }
    return "none";
}

const char* name_of(TextKind kind) {
    switch (kind) {
        case TextKind::FirstReview:
            return "first_review";
        case TextKind::FollowUp:
            return "follow_up";
        case TextKind::PlatformDefault:
            return "platform_default";
        case TextKind::None:
            return "none_yet";
    }
    return "none_yet";
}

const char* chat_shows(const Circumstances& c) {
    if (!c.has_chat) return "no_chat";
    if (c.demand && !c.demand->in_recording) return "demand_under_rating_threat";
    if (c.other_threat) return "demand_under_other_threat";
    // What was refused around a gap shows that something was wanted, though its words are missing.
    return c.bare_demand || c.gap_at_threat ? "demand_only" : "no_demand";
}

const char* recording_shows(const Circumstances& c) {
    if (!c.has_recording) return "no_recording";
    return c.recording_demand ? "demand_under_rating_threat" : "no_such_demand";
}

const char* offending_words(const Circumstances& c) {
    if (c.insults || c.private_data) return "in_review";
    return c.reply_offends ? "in_explanation" : "none";
}

}  // namespace pingli::triage
