#include "cases/answer.hpp"

#include <algorithm>

#include "cases/checks.hpp"
#include "cases/clock_steps.hpp"
#include "cases/follow_up.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

namespace {

bool has_message(const Case& c, const MessageId& id) {
    return std::ranges::find(c.messages, id, &Message::message_id) != c.messages.end();
}

Checked check_answer(const Moment& m, const NewAnswer& answer) {
    if (m.c.get<Claim>().allegation(answer.allegation) == nullptr)
        return no(RefusalCode::UnknownAllegation, {answer.allegation.value()});
    for (const ExhibitId& id : answer.exhibits)
        if (m.c.exhibit(id) == nullptr) return no(RefusalCode::UnknownExhibit, {id.value()});
    return check_texts({{"answers.words", answer.words}});
}

}  // namespace

std::vector<AllegationId> unanswered(const Claim& claim, const std::vector<NewAnswer>& answers) {
    std::vector<AllegationId> out;
    const auto is_left = [&](const AllegationId& id) {
        return !claim.answer ||
               std::ranges::find(claim.answer->unanswered, id) != claim.answer->unanswered.end();
    };
    for (const Allegation& allegation : claim.allegations)
        if (is_left(allegation.id) &&
            std::ranges::find(answers, allegation.id, &NewAnswer::allegation) == answers.end())
            out.push_back(allegation.id);
    return out;
}

// Until its window closes an answer is supplemented; what was said first stays as it is.
Checked SubmitAnswer::guard(const Moment& m) {
    const auto& answer = m.c.get<Claim>().answer;
    if (!answer) return {};
    const Clock* clock = m.c.clock("answer_due");
    if (!answer->late && clock != nullptr && m.now <= clock->due) return {};
    return no(RefusalCode::AlreadyAnswered, {},
              clock == nullptr ? std::nullopt : std::optional{clock->due});
}

int SubmitAnswer::rank_in(const Moment& m) {
    constexpr int kOfSupplement = 20;
    return m.c.get<Claim>().answer ? kOfSupplement : kRank;
}

Decision SubmitAnswer::carry_out(const Moment& m, const SubmitAnswer& cmd) {
    if (cmd.answers.size() > kItemsMax) return no(RefusalCode::FieldTooLong, {"answers"});
    const auto& claim = m.c.get<Claim>();
    const bool adds_words = !claim.answer || !cmd.course_of_trade.empty();
    if (adds_words) TRY(check_texts({{"course_of_trade", cmd.course_of_trade}}));
    if (!adds_words && cmd.answers.empty() && cmd.facts.empty())
        return no(RefusalCode::FieldMissing, {"answers"});
    const auto book = TRY(demand_book(m));
    TRY(check_facts(*book, cmd.facts));
    AnswerSubmitted submitted{.answers = {},
                              .unanswered = unanswered(claim, cmd.answers),
                              .course_of_trade = m.personal(cmd.course_of_trade),
                              .facts = cmd.facts,
                              .late = comes_late(m)};
    for (const NewAnswer& answer : cmd.answers) {
        TRY(check_answer(m, answer));
        submitted.answers.push_back({.allegation = answer.allegation,
                                     .position = answer.position,
                                     .words = m.personal(answer.words),
                                     .exhibits = answer.exhibits});
    }
    return m.events(std::move(submitted));
}

Decision PostMessage::carry_out(const Moment& m, const PostMessage& cmd) {
    TRY(check_texts({{"message_id", cmd.message_id.value()}, {"text", cmd.text}}));
    if (has_message(m.c, cmd.message_id))
        return no(RefusalCode::DuplicateId, {cmd.message_id.value()});
    return m.events(MessagePosted{
        .message_id = cmd.message_id, .side = m.side(), .text = m.personal(cmd.text)});
}

Checked VerifyMessage::guard(const Moment& m) {
    if (m.c.messages.empty()) return no(RefusalCode::UnknownMessage);
    return {};
}

Decision VerifyMessage::carry_out(const Moment& m, const VerifyMessage& cmd) {
    if (!has_message(m.c, cmd.message_id))
        return no(RefusalCode::UnknownMessage, {cmd.message_id.value()});
    TRY(check_texts({{"note", cmd.note}}));
    return m.events(
        MessageVerified{.message_id = cmd.message_id, .holds = cmd.holds, .note = cmd.note});
}

// A failed attempt is itself an exhibit (H18).
Decision RecordContact::carry_out(const Moment& m, const RecordContact& cmd) {
    TRY(check_texts({{"exhibit_id", cmd.exhibit_id.value()}, {"channel", cmd.channel}}));
    if (m.c.exhibit(cmd.exhibit_id) != nullptr)
        return no(RefusalCode::DuplicateId, {cmd.exhibit_id.value()});
    const Instant tried_at = cmd.tried_at.value_or(m.now);
    Events out = m.events(ContactAttempted{
        .channel = cmd.channel, .tried_at = tried_at, .reached = cmd.reached, .note = cmd.note});
    if (cmd.reached == Reached::Unreachable)
        out.push_back(m.event(
            EvidenceSubmitted{.exhibit = {.exhibit_id = cmd.exhibit_id,
                                          .kind = "contact_attempt",
                                          .origin = "the shop's contact log, " + cmd.channel,
                                          .purpose = "the claimant could not be reached",
                                          .reference = {},
                                          .file = {},
                                          .bearings = {}},
                              .side = Side::Shop,
                              .late = comes_late(m),
                              .excerpt = {}}));
    return out;
}

Decision RecordLogSearch::carry_out(const Moment& m, const RecordLogSearch& cmd) {
    return m.events(OwnLogSearched{.shows_contact = cmd.shows_contact, .note = cmd.note});
}

std::vector<std::pair<std::string, Bilingual>> next_steps(const Case& c, const Rules& rules) {
    std::vector<std::pair<std::string, Bilingual>> out;
    const auto book = rules.version(c.book);
    if (book && c.is<Complaint>()) return complaint_steps(c, book);
    const auto* claim = c.get_if<Claim>();
    if (!book || claim == nullptr || !kBeforeRuling.has(c.phase)) return out;
    Inquiry ask{book};
    ask.set("contact_tried", claim->reached ? to_name(*claim->reached) : "not_yet");
    if (claim->log_shows_contact) ask.set("log_shows_contact", *claim->log_shows_contact);
    const Told told = ask.ask("next_step");
    for (std::string& step : told.texts()) {
        // What is done needs no advice.
        if (step == "file_answer" && claim->answer) continue;
        if (step == "search_own_log" && claim->log_shows_contact) continue;
        Bilingual words = told.words("step", step);
        out.emplace_back(std::move(step), std::move(words));
    }
    return out;
}

void AnswerSubmitted::apply(Case& c, Claim& own, const AnswerSubmitted& e, const Event& event) {
    if (own.answer) {
        own.answer->unanswered = e.unanswered;
        merge_facts(own.answer->facts, e.facts);
        own.answer->supplements.push_back({.answers = e.answers,
                                           .course_of_trade = e.course_of_trade,
                                           .facts = e.facts,
                                           .submitted_at = event.at});
        return;
    }
    own.answer = Answer{.answers = e.answers,
                        .unanswered = e.unanswered,
                        .course_of_trade = e.course_of_trade,
                        .facts = e.facts,
                        .late = e.late,
                        .submitted_at = event.at,
                        .supplements = {}};
    end_clock(c, "answer_due", event.at);
}

void MessagePosted::apply(Case& c, const MessagePosted& e, const Event& event) {
    c.messages.push_back({.message_id = e.message_id,
                          .side = e.side,
                          .text = e.text,
                          .at = event.at,
                          .holds = {},
                          .note = {}});
}

void MessageVerified::apply(Case& c, const MessageVerified& e, const Event&) {
    for (Message& message : c.messages) {
        if (message.message_id != e.message_id) continue;
        message.holds = e.holds;
        message.note = e.note;
    }
}

void ContactAttempted::apply(Case&, Claim& own, const ContactAttempted& e, const Event&) {
    own.reached = e.reached;
}

void OwnLogSearched::apply(Case&, Claim& own, const OwnLogSearched& e, const Event&) {
    own.log_shows_contact = e.shows_contact;
}

}  // namespace pingli::cases
