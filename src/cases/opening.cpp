#include "cases/opening.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "cases/checks.hpp"
#include "cases/clock_steps.hpp"
#include "cases/inquiry.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

namespace {

Checked check_head(const Moment& m, const Opening& opening) {
    // A customer files here: whether the platform decides instead is for the shop to say.
    if (m.actor.role == Role::Claimant && opening.perspective != Perspective::Decided)
        return no(RefusalCode::NotYourRole, {"perspective"});
    if (!is_within(opening.title, kShortText)) return no(RefusalCode::FieldTooLong, {"title"});
    if (!is_within(opening.platform, kShortText))
        return no(RefusalCode::FieldTooLong, {"platform"});
    if (!is_within(opening.orders, kOrders)) return no(RefusalCode::FieldTooLong, {"orders"});
    if (!is_within(opening.source, kShortText)) return no(RefusalCode::FieldTooLong, {"source"});
    return check_texts({{"case_id", opening.case_id.value()},
                        {"shop", opening.shop.value()},
                        {"title", opening.title},
                        {"person", opening.person.value()}});
}

// A customer who opens a case for themselves is its person.
Opening head_of(const Moment& m, Opening opening) {
    if (m.actor.role == Role::Claimant) opening.person_user = m.actor.user;
    return opening;
}

void add_clock(const Moment& m, Events& out, const rulebook::Rulebook& book, std::string_view name,
               Instant from) {
    if (auto clock = start_clock(book, name, from)) out.push_back(m.event(std::move(*clock)));
}

class OutreachQuestion {
public:
    OutreachQuestion(rulebook::RulebookPtr book, Instant at) : book_(std::move(book)), at_(at) {}

    // May the shop write to the claimant on the platform's chat at that time?
    [[nodiscard]] bool permits(Instant at) const {
        Inquiry ask{book_};
        ask.set("purpose", "other");
        ask.set("channel", "chat");
        ask.set("answers_in_chat", false);
        ask.set("claim_open", true);
        ask.set("stop_requested", false);
        ask.set("lifted_by_supervisor", false);
        ask.set("found_necessary", false);
        ask.set("has_unanswered", false);
        ask.set("unanswered_messages", std::int64_t{0});
        ask.set("calls_today", std::int64_t{0});
        ask.set("contacts_7_days", std::int64_t{0});
        ask.set("intended_at", at);
        ask.set_local_time("local_time", book_->zone.to_local(at));
        return ask.ask("permit").truth("permit");
    }

    // From when on it may: quiet hours change at most a few times a day, so half hours and then
    // halving find the second.
    [[nodiscard]] std::optional<Instant> first_permitted() const {
        if (permits(at_)) return at_;
        constexpr std::chrono::minutes kStep{30};
        constexpr int kStepsMax = 2 * 48;
        Instant refused = at_;
        for (int i = 0; i < kStepsMax; ++i, refused += kStep)
            if (permits(refused + kStep)) return between(refused, refused + kStep);
        return std::nullopt;
    }

private:
    [[nodiscard]] Instant between(Instant refused, Instant permitted) const {
        PINGLI_ASSERT(refused < permitted);
        while (permitted - refused > std::chrono::seconds{1}) {
            const Instant middle = refused + (permitted - refused) / 2;
            (permits(middle) ? permitted : refused) = middle;
        }
        return permitted;
    }
    rulebook::RulebookPtr book_;
    Instant at_;
};

// Prepared at once; the rulebook of contacts says from when on it may be sent.
std::optional<ClearingMessagePrepared> clearing_message(const Moment& m, const Opening& opening) {
    const auto book = m.rules.in_force(kOutreachBook, m.now);
    if (!book) return std::nullopt;
    const auto send_from = OutreachQuestion{book, m.now}.first_permitted();
    if (!send_from) return std::nullopt;
    const std::string at = book->zone.format(*send_from);
    return ClearingMessagePrepared{
        .exhibit_id = ExhibitId{opening.case_id.value() + "/clearing-message"},
        .channel = "chat",
        .send_from = *send_from,
        .text = {.zh = "您好，我们看到了您的投诉。如果是误会，我们想在这里向您说明；"
                       "如果我们哪里做得不对，请告诉我们，我们马上改正。",
                 .en =
                     "We have seen your claim. If it is a misunderstanding we would like to clear "
                     "it up here; if we did something wrong, please tell us and we will mend it "
                     "at once."},
        .why = {.zh = "先在平台聊天里联系投诉人，最早 " + at + " 可以发送。",
                .en = "The claimant is reached on the platform's chat first, from " + at + " on."}};
}

}  // namespace

Decision OpenClaim::carry_out(const Moment& m, const OpenClaim& cmd) {
    TRY(check_head(m, cmd.opening));
    if (cmd.allegations.empty()) return no(RefusalCode::FieldMissing, {"allegations"});
    if (cmd.allegations.size() > kItemsMax) return no(RefusalCode::FieldTooLong, {"allegations"});
    const Instant filed_at = cmd.filed_at.value_or(m.now);
    // What an officer dates back reaches the shop now all the same: its time to answer begins then.
    const bool shop_says = kShopStaff.has(m.actor.role);
    const Instant received_at = cmd.received_at.value_or(shop_says ? filed_at : m.now);
    if (received_at < filed_at) return no(RefusalCode::FieldInvalid, {"filed_at", "received_at"});
    const auto book = TRY(demand_in_force(m, Claim::kBook, filed_at));
    PINGLI_ASSERT(m.c.version == 0 && received_at >= filed_at);

    ClaimOpened opened{.opening = head_of(m, cmd.opening),
                       .filed_at = filed_at,
                       .received_at = received_at,
                       .allegations = {},
                       .book = {.id = book->id, .version = book->version}};
    for (const NewAllegation& one : cmd.allegations) {
        TRY(check_allegation(*book, one, opened.allegations));
        opened.allegations.push_back({.id = one.id,
                                      .alleged = one.alleged,
                                      .person = one.person,
                                      .words = {.person = cmd.opening.person, .text = one.words},
                                      .stop_requested_at = one.stop_requested_at,
                                      .facts = one.facts});
    }
    Events out{m.event(std::move(opened))};
    add_clock(m, out, *book, "answer_due", received_at);
    add_clock(m, out, *book, "take_up_due", filed_at);
    add_clock(m, out, *book, "finish_due", filed_at);
    if (auto message = clearing_message(m, cmd.opening))
        out.push_back(m.event(std::move(*message)));
    return out;
}

Decision OpenReport::carry_out(const Moment& m, const OpenReport& cmd) {
    TRY(check_head(m, cmd.opening));
    const auto book = TRY(demand_in_force(m, Report::kBook, m.now));
    TRY(check_facts(*book, cmd.facts));
    TRY(check_marked(cmd));
    Events handed_in = TRY(hand_in(m, cmd.opening, cmd.exhibits));
    const auto personal = [&](const std::string& text) {
        return Personal{.person = cmd.opening.person, .text = text};
    };
    Events out{m.event(ReportOpened{.opening = head_of(m, cmd.opening),
                                    .review = {.id = cmd.review_id,
                                               .text = personal(cmd.text),
                                               .follow_up = personal(cmd.follow_up),
                                               .explanation = personal(cmd.explanation),
                                               .made_at = cmd.made_at,
                                               .follow_up_at = cmd.follow_up_at,
                                               .marked = cmd.marked},
                                    .facts = cmd.facts})};
    std::ranges::move(handed_in, std::back_inserter(out));
    if (const auto from = cmd.follow_up_at ? cmd.follow_up_at : cmd.made_at)
        add_clock(m, out, *book, "report_due", *from);
    return out;
}

Decision OpenComplaint::carry_out(const Moment& m, const OpenComplaint& cmd) {
    TRY(check_head(m, cmd.opening));
    TRY(check_texts({{"channel", cmd.channel}, {"words", cmd.words}}));
    const Instant at = cmd.complained_at.value_or(m.now);
    const auto book = TRY(demand_in_force(m, Complaint::kBook, at));
    TRY(check_facts(*book, cmd.facts));
    return m.events(ComplaintOpened{.opening = head_of(m, cmd.opening),
                                    .channel = cmd.channel,
                                    .complained_at = at,
                                    .words = {.person = cmd.opening.person, .text = cmd.words},
                                    .facts = cmd.facts,
                                    .book = {.id = book->id, .version = book->version}});
}

Decision RecordFacts::carry_out(const Moment& m, const RecordFacts& cmd) {
    if (cmd.facts.empty()) return no(RefusalCode::FieldMissing, {"facts"});
    TRY(check_texts({{"source", cmd.source}}));
    const auto book = TRY(demand_book(m));
    TRY(check_facts(*book, cmd.facts));
    return m.events(FactsRecorded{.facts = cmd.facts, .source = cmd.source});
}

void ClaimOpened::apply(Case& c, const ClaimOpened& e, const Event&) {
    auto& own = c.become<Claim>();
    c.opening = e.opening;
    c.phase = Claim::kFirstPhase;
    c.book = e.book;
    c.filed_at = e.filed_at;
    own.received_at = e.received_at;
    own.allegations = e.allegations;
}

void ReportOpened::apply(Case& c, const ReportOpened& e, const Event&) {
    c.become<Report>().review = e.review;
    c.opening = e.opening;
    c.phase = Report::kFirstPhase;
    c.facts = e.facts;
}

void ComplaintOpened::apply(Case& c, const ComplaintOpened& e, const Event&) {
    auto& own = c.become<Complaint>();
    c.opening = e.opening;
    c.phase = Complaint::kFirstPhase;
    c.book = e.book;
    c.filed_at = e.complained_at;
    own.channel = e.channel;
    own.words = e.words;
    c.facts = e.facts;
}

void ClearingMessagePrepared::apply(Case& c, Claim& own, const ClearingMessagePrepared& e,
                                    const Event& event) {
    own.clearing_message = e;
    c.exhibits.push_back({.data = {.exhibit_id = e.exhibit_id,
                                   .kind = "clearing_message",
                                   .origin = "prepared when the claim came in",
                                   .purpose = "to clear up a misunderstanding",
                                   .reference = {},
                                   .file = {},
                                   .bearings = {}},
                          .side = Side::Shop,
                          .late = false,
                          .excerpt = {},
                          .submitted_at = event.at,
                          .opinions = {},
                          .weighing = {}});
}

void FactsRecorded::apply(Case& c, const FactsRecorded& e, const Event&) {
    merge_facts(c.facts, e.facts);
}

}  // namespace pingli::cases
