#include "cases/appeal.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "cases/checks.hpp"
#include "cases/clock_steps.hpp"
#include "cases/make_ruling.hpp"

namespace pingli::cases {

namespace {

bool took_part(const Case& c, const UserId& user) {
    return std::ranges::find(c.officers, user) != c.officers.end();
}

// What the rulebook says of an appeal filed now; "admitted" where it has no such table.
std::string appeal_answer(const Moment& m, bool same_officer) {
    const auto book = judging_book(m);
    const Ruling* ruling = m.c.last_ruling();
    if (!book || ruling == nullptr) return "admitted";
    Inquiry ask{book};
    set_pauses(ask, m.c, m.now);
    ask.set("ruled_at", ruling->ruled_at);
    ask.set("appeal_filed_at", m.now);
    ask.set("same_officer", same_officer);
    const Told told = ask.ask("appeal");
    return told.table == nullptr ? "admitted" : told.text("appeal");
}

void unmask(const Moment& m, const Ruling& ruling, Events& out) {
    if (ruling.outcome == Outcome::Upheld) return;
    const auto* report = m.c.get_if<Report>();
    if (report == nullptr) return;
    for (const Mask& mask : report->masks)
        if (!mask.lifted)
            out.push_back(
                m.event(WordsUnmasked{.mask_id = mask.mask_id, .ruling_id = ruling.ruling_id}));
}

}  // namespace

Checked FileAppeal::guard(const Moment& m) {
    if (m.c.rulings.empty()) return no(RefusalCode::RulingNeeded);
    if (appeal_answer(m, false) == "admitted") return {};
    const Clock* clock = m.c.clock("appeal_due");
    return no(RefusalCode::AppealTooLate, {"K3"}, clock ? std::optional{clock->due} : std::nullopt);
}

Decision FileAppeal::carry_out(const Moment& m, const FileAppeal& cmd) {
    TRY(check_texts({{"appeal_id", cmd.appeal_id.value()}, {"grounds", cmd.grounds}}));
    const Side side = cmd.side.value_or(m.side());
    if (side != m.side() && m.c.opening.perspective != Perspective::Tracked)
        return no(RefusalCode::NotYourRole, {"side"});
    PINGLI_ASSERT(!m.c.rulings.empty());  // says the guard
    return m.events(AppealFiled{.appeal_id = cmd.appeal_id,
                                .against = m.c.rulings.back().ruling_id,
                                .side = side,
                                .grounds = m.personal(cmd.grounds)});
}

Checked RuleAppeal::guard(const Moment& m) {
    if (m.c.appeals.empty() || m.c.rulings.empty()) return no(RefusalCode::RulingNeeded);
    if (took_part(m.c, m.actor.user)) return no(RefusalCode::AnotherOfficerMustRule, {"H14"});
    if (!kSeniors.has(m.actor.role)) return no(RefusalCode::NotYourRole);
    return {};
}

Decision RuleAppeal::carry_out(const Moment& m, const RuleAppeal& cmd) {
    const Ruling ruling =
        TRY(make_ruling(m, {.ruling_id = cmd.ruling_id,
                            .instance = Instance::Appeal,
                            .outcome = cmd.outcome,
                            .reasons = cmd.reasons,
                            .special_circumstance = cmd.special_circumstance.value_or("")}));
    PINGLI_ASSERT(!m.c.rulings.empty() && !m.c.appeals.empty());  // says the guard
    PINGLI_ASSERT(!m.c.appeals.back().overturned);                // nobody rules on it twice
    const Ruling& before = m.c.rulings.back();
    const bool overturned =
        before.outcome != ruling.outcome || before.points_class != ruling.points_class;
    Events out = m.events(AppealRuled{
        .appeal_id = m.c.appeals.back().appeal_id, .overturned = overturned, .ruling = ruling});
    if (overturned) {
        reverse_points(m, before, ruling.ruling_id, out);
        enter_points(m, ruling, out);
        unmask(m, ruling, out);
    }
    out.push_back(m.event(CaseBecameFinal{}));
    return out;
}

void AppealFiled::apply(Case& c, const AppealFiled& e, const Event& event) {
    c.phase = Phase::Appealed;
    c.appeals.push_back({.appeal_id = e.appeal_id,
                         .against = e.against,
                         .side = e.side,
                         .grounds = e.grounds,
                         .filed_at = event.at,
                         .overturned = {}});
    // Whoever appeals is not the one to rule on it.
    if (std::ranges::find(c.officers, event.by.user) == c.officers.end())
        c.officers.push_back(event.by.user);
    end_clock(c, "appeal_due", event.at);
}

void AppealRuled::apply(Case& c, const AppealRuled& e, const Event& event) {
    c.rulings.push_back(e.ruling);
    for (Appeal& appeal : c.appeals)
        if (appeal.appeal_id == e.appeal_id) appeal.overturned = e.overturned;
    stop_clocks(c, event.at);
}

}  // namespace pingli::cases
