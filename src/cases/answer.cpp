#include "cases/answer.hpp"

#include <algorithm>

#include "cases/clocks.hpp"
#include "cases/moment.hpp"
#include "cases/statements.hpp"

namespace pingli::cases {

namespace {

bool has_message(const Case& c, const MessageId& id) {
    return std::ranges::find(c.messages, id, &Message::message_id) != c.messages.end();
}

std::optional<Refusal> check_answer(const Moment& m, const NewAnswer& answer) {
    if (m.c.allegation(answer.allegation) == nullptr)
        return refuse(RefusalCode::UnknownAllegation, {answer.allegation.value()});
    for (const ExhibitId& id : answer.exhibits)
        if (m.c.exhibit(id) == nullptr) return refuse(RefusalCode::UnknownExhibit, {id.value()});
    return check_texts({{"answers.words", answer.words}});
}

bool is_late(const Case& c, Instant now) {
    const Clock* clock = c.clock("answer_due");
    return clock != nullptr && is_past(*clock, now);
}

}  // namespace

std::vector<AllegationId> unanswered(const Case& c, const std::vector<NewAnswer>& answers) {
    std::vector<AllegationId> out;
    for (const Allegation& allegation : c.allegations)
        if (std::ranges::find(answers, allegation.id, &NewAnswer::allegation) == answers.end())
            out.push_back(allegation.id);
    return out;
}

std::optional<Refusal> guard(const Moment& m, std::type_identity<SubmitAnswer>) {
    if (m.c.answer) return refuse(RefusalCode::AlreadyAnswered);
    return std::nullopt;
}

Decision carry_out(const Moment& m, const SubmitAnswer& cmd) {
    if (cmd.answers.size() > kItemsMax) return no(RefusalCode::FieldTooLong, {"answers"});
    if (auto refusal = check_texts({{"course_of_trade", cmd.course_of_trade}}))
        return std::unexpected{std::move(*refusal)};
    const auto book = judging_book(m);
    if (!book) return no(RefusalCode::NoRulebookInForce);
    if (auto refusal = check_facts(*book, cmd.facts)) return std::unexpected{std::move(*refusal)};
    AnswerSubmitted submitted{.answers = {},
                              .unanswered = unanswered(m.c, cmd.answers),
                              .course_of_trade = m.personal(cmd.course_of_trade),
                              .facts = cmd.facts,
                              .late = is_late(m.c, m.now)};
    for (const NewAnswer& answer : cmd.answers) {
        if (auto refusal = check_answer(m, answer)) return std::unexpected{std::move(*refusal)};
        submitted.answers.push_back({.allegation = answer.allegation,
                                     .position = answer.position,
                                     .words = m.personal(answer.words),
                                     .exhibits = answer.exhibits});
    }
    return m.events(std::move(submitted));
}

Decision carry_out(const Moment& m, const PostMessage& cmd) {
    if (auto refusal = check_texts({{"message_id", cmd.message_id.value()}, {"text", cmd.text}}))
        return std::unexpected{std::move(*refusal)};
    if (has_message(m.c, cmd.message_id))
        return no(RefusalCode::DuplicateId, {cmd.message_id.value()});
    return m.events(MessagePosted{
        .message_id = cmd.message_id, .side = m.side(), .text = m.personal(cmd.text)});
}

std::optional<Refusal> guard(const Moment& m, std::type_identity<VerifyMessage>) {
    if (m.c.messages.empty()) return refuse(RefusalCode::UnknownMessage);
    return std::nullopt;
}

Decision carry_out(const Moment& m, const VerifyMessage& cmd) {
    if (!has_message(m.c, cmd.message_id))
        return no(RefusalCode::UnknownMessage, {cmd.message_id.value()});
    if (auto refusal = check_texts({{"note", cmd.note}}))
        return std::unexpected{std::move(*refusal)};
    return m.events(
        MessageVerified{.message_id = cmd.message_id, .holds = cmd.holds, .note = cmd.note});
}

// A failed attempt is itself an exhibit (H18).
Decision carry_out(const Moment& m, const RecordContact& cmd) {
    if (auto refusal =
            check_texts({{"exhibit_id", cmd.exhibit_id.value()}, {"channel", cmd.channel}}))
        return std::unexpected{std::move(*refusal)};
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
                              .late = is_late(m.c, m.now),
                              .excerpt = {}}));
    return out;
}

Decision carry_out(const Moment& m, const RecordLogSearch& cmd) {
    return m.events(OwnLogSearched{.shows_contact = cmd.shows_contact, .note = cmd.note});
}

std::vector<std::pair<std::string, Bilingual>> next_steps(const Case& c, const Rules& rules) {
    std::vector<std::pair<std::string, Bilingual>> out;
    if (c.kind != CaseKind::HarassmentClaim || !kBeforeRuling.has(c.phase)) return out;
    const auto book = rules.version(c.book);
    if (!book) return out;
    Inquiry ask{book};
    ask.set("contact_tried", c.reached ? to_name(*c.reached) : "not_yet");
    if (c.log_shows_contact) ask.set("log_shows_contact", *c.log_shows_contact);
    const Told told = ask.ask("next_step");
    for (std::string& step : told.texts()) {
        // What is done needs no advice.
        if (step == "file_answer" && c.answer) continue;
        if (step == "search_own_log" && c.log_shows_contact) continue;
        Bilingual words = told.words("step", step);
        out.emplace_back(std::move(step), std::move(words));
    }
    return out;
}

void apply(Case& c, const AnswerSubmitted& e, const Event& event) {
    c.answer = Answer{.answers = e.answers,
                      .unanswered = e.unanswered,
                      .course_of_trade = e.course_of_trade,
                      .facts = e.facts,
                      .late = e.late,
                      .submitted_at = event.at};
    end_clock(c, "answer_due", event.at);
}

void apply(Case& c, const MessagePosted& e, const Event& event) {
    c.messages.push_back({.message_id = e.message_id,
                          .side = e.side,
                          .text = e.text,
                          .at = event.at,
                          .holds = {},
                          .note = {}});
}

void apply(Case& c, const MessageVerified& e, const Event&) {
    for (Message& message : c.messages) {
        if (message.message_id != e.message_id) continue;
        message.holds = e.holds;
        message.note = e.note;
    }
}

void apply(Case& c, const ContactAttempted& e, const Event&) {
    c.reached = e.reached;
}

void apply(Case& c, const OwnLogSearched& e, const Event&) {
    c.log_shows_contact = e.shows_contact;
}

}  // namespace pingli::cases
