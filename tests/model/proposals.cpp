// Commands with what fits the case at hand.

#include "model/chance.hpp"

namespace pingli::model {

using namespace cases;  // NOLINT(google-build-using-namespace): this file speaks of nothing else

namespace {

template <class T>
const T& one_in(Chance& chance, const std::vector<T>& list) {
    return list.at(chance.below(static_cast<unsigned>(list.size())));
}

// Two cases in three are as the customer (of a report: the shop) says; an appeal may turn that.
bool is_true(const Case& c) {
    const std::size_t mark = std::hash<std::string>{}(c.opening.case_id.value());
    const bool turns = c.phase == Phase::Appealed && (mark / 3) % 2 == 0;
    return (mark % 3 != 0) != turns;
}

std::string clock_that_is(Chance& chance, const Case& c, ClockState state) {
    std::vector<std::string> names{"none"};
    for (const Clock& clock : c.clocks)
        if (clock.state == state) names.push_back(clock.name);
    if (names.size() > 1) names.erase(names.begin());
    return one_in(chance, names);
}

MaskId mask_to_unseal(const Case& c, bool is_asked) {
    if (const auto* report = c.get_if<Report>())
        for (const Mask& mask : report->masks)
            if (!mask.unsealed && mask.unseal_asked_by.has_value() == is_asked) return mask.mask_id;
    return MaskId{"none"};
}

}  // namespace

std::string Chance::words() {
    std::string text;
    filler_.fill(text);
    return text + "话";
}

std::string Chance::one_of(std::initializer_list<std::string_view> list) {
    return std::string{list.begin()[below(static_cast<unsigned>(list.size()))]};
}

std::optional<std::string> Chance::special() {
    return once_in(4) ? std::optional{words()} : std::nullopt;
}

Facts Chance::facts_of_a_claim() {
    Facts out;
    if (!once_in(5)) out.push_back({"effect", std::string{"disturbed"}});
    if (once_in(2)) out.push_back({"attempts_in_24_hours", std::int64_t{below(20)}});
    if (once_in(3)) out.push_back({"number_is_shops", !once_in(4)});
    return out;
}

Facts Chance::facts_of_a_report() {
    return {{"review_result", std::string{"bad"}},
            {"text_kind", std::string{"first_review"}},
            {"rated_by_buyer", true},
            {"rated_by_seller", !once_in(5)},
            {"chat_gap", std::string{"none"}},
            {"professional_signs", std::int64_t{0}},
            {"recording_shows", std::string{"no_recording"}},
            {"competitor_tie", std::string{"none"}},
            {"fraud", std::string{"none"}},
            {"promotes_other_shop", false},
            {"review_names_price", false},
            {"demand_told", false},
            {"offending_words", one_of({"none", "in_review"})},
            {"chat_shows",
             one_of({"demand_under_rating_threat", "demand_under_rating_threat", "no_demand"})}};
}

Facts Chance::facts_of_a_complaint() {
    return {{"cause", one_of({"quality", "quality", "size_or_fit", "price", "service"})},
            {"defect", one_of({"proven", "unclear", "unclear", "not_a_defect"})},
            {"within_return_period", once_in(3)},
            {"within_repair_period", once_in(3)},
            {"spend_12_months", one_of({"12400.00 CNY", "80.00 CNY"})},
            {"demand_under_threat", once_in(8)}};
}

Facts Chance::further_facts(const Case& c) {
    if (c.is<Complaint>())
        return {{"cared_as_labelled", once_in(2)}, {"defect", one_of({"proven", "unclear"})}};
    if (c.is<Report>())
        return {
            {"chat_shows", std::string{is_true(c) ? "demand_under_rating_threat" : "no_demand"}},
            {"offending_words", std::string{is_true(c) ? "in_review" : "none"}}};
    return {};
}

Bearing Chance::bearing(const Case& c) {
    Bearing out;
    const bool agrees = !once_in(10);
    out.showing = is_true(c) == agrees ? Showing::Confirms : Showing::Contradicts;
    if (!c.is<Claim>()) {
        out.facts = further_facts(c);
        return out;
    }
    out.allegation = test::kFirst;
    if (out.showing == Showing::Confirms)
        out.contacts = test::contacts_on("2026-05-11", "call", 3 + static_cast<int>(below(9)));
    return out;
}

ExhibitData Chance::exhibit(const Case& c) {
    ExhibitData out = test::exhibit_of(
        new_id(), one_of({"carrier_list", "carrier_list", "call_screenshots", "sms_list"}),
        Showing::Confirms);
    out.bearings = {bearing(c)};
    return out;
}

// What was not weighed yet, or, in an appeal, by somebody before.
WeighExhibit Chance::weighing(const Case& c) {
    const Exhibit* chosen = &one_in(*this, c.exhibits);
    for (const Exhibit& one : c.exhibits) {
        const bool is_old =
            c.phase == Phase::Appealed && one.weighing &&
            std::ranges::find(c.officers, one.weighing->officer) != c.officers.end();
        if (!one.weighing || is_old) chosen = &one;
    }
    return {.exhibit_id = chosen->data.exhibit_id,
            .admitted = !once_in(8),
            .findings = {bearing(c)},
            .reason = words()};
}

std::optional<Command> Chance::of_a_claim(std::string_view name, const Case& c) {
    if (name == SubmitAnswer::kName) return test::answer_of(words(), facts_of_a_claim());
    if (name == RecordContact::kName) {
        RecordContact out{.exhibit_id = ExhibitId{new_id()},
                          .channel = "chat",
                          .tried_at = {},
                          .reached = {},
                          .note = words()};
        filler_.fill(out.reached);
        return out;
    }
    if (name == RecordLogSearch::kName)
        return RecordLogSearch{.shows_contact = once_in(2), .note = words()};
    if (name == ShowRightPath::kName) return ShowRightPath{.allegation = test::kFirst};
    if (name == OrderMeasure::kName && !c.proposed_measures.empty())
        return OrderMeasure{.measure = one_in(*this, c.proposed_measures).measure,
                            .reason = words()};
    return std::nullopt;
}

std::optional<Command> Chance::of_evidence(std::string_view name, const Case& c) {
    if (name == SubmitEvidence::kName) return SubmitEvidence{.exhibit = exhibit(c), .side = {}};
    if (name == VerifyMessage::kName && !c.messages.empty())
        return VerifyMessage{.message_id = one_in(*this, c.messages).message_id,
                             .holds = once_in(2),
                             .note = words()};
    if (c.exhibits.empty()) return std::nullopt;
    if (name == GiveOpinion::kName)
        return GiveOpinion{.exhibit_id = one_in(*this, c.exhibits).data.exhibit_id,
                           .accepts = once_in(2),
                           .words = words()};
    if (name == WeighExhibit::kName) return weighing(c);
    return std::nullopt;
}

std::optional<Command> Chance::of_a_ruling(std::string_view name, const Case&) {
    const Outcome outcome = once_in(2) ? Outcome::Upheld : Outcome::NotUpheld;
    if (name == RuleCase::kName)
        return RuleCase{.ruling_id = RulingId{new_id()},
                        .outcome = outcome,
                        .reasons = words(),
                        .special_circumstance = special()};
    if (name == FileAppeal::kName)
        return FileAppeal{.appeal_id = AppealId{new_id()}, .grounds = words(), .side = {}};
    if (name == RuleAppeal::kName)
        return RuleAppeal{.ruling_id = RulingId{new_id()},
                          .outcome = outcome,
                          .reasons = words(),
                          .special_circumstance = special()};
    if (name == RecordPlatformRuling::kName) {
        const bool serious = once_in(3);
        return RecordPlatformRuling{.ruling_id = RulingId{new_id()},
                                    .outcome = outcome,
                                    .points_class = serious ? "serious" : "ordinary",
                                    .points = outcome == Outcome::Upheld ? serious ? 48 : 12 : 0,
                                    .reason = {},
                                    .source = words(),
                                    .ruled_at = {}};
    }
    if (name == DecideEligibility::kName)
        return DecideEligibility{.eligible = !once_in(10), .reason = words()};
    return std::nullopt;
}

std::optional<Command> Chance::of_a_report(std::string_view name, const Case& c) {
    if (name == FileReport::kName) return FileReport{};
    if (name == HandInReport::kName)
        return HandInReport{.reference = words(), .filed_at = {}, .path = {}};
    if (name == UndoHandingIn::kName) return UndoHandingIn{};
    if (name == UndoDraft::kName) return UndoDraft{};
    if (name == ResumeDraft::kName) return ResumeDraft{};
    if (name == LeaveUnreported::kName) return LeaveUnreported{.reason = words()};
    if (name == RecordFiling::kName)
        return RecordFiling{
            .what = Filed::Report, .path = words(), .reference = {}, .filed_at = {}};
    if (name == MaskWords::kName)
        return MaskWords{.mask_id = MaskId{new_id()},
                         .place = Place::Text,
                         .spans = {{.start = below(9), .end = 10}},
                         .reason = words()};
    if (name == AskUnseal::kName)
        return AskUnseal{.mask_id = mask_to_unseal(c, false), .reason = words()};
    if (name == ConfirmUnseal::kName) return ConfirmUnseal{.mask_id = mask_to_unseal(c, true)};
    return std::nullopt;
}

std::optional<Command> Chance::of_a_complaint(std::string_view name, const Case& c) {
    const auto* own = c.get_if<Complaint>();
    const RemedyId remedy = own == nullptr || own->remedies.empty()
                                ? RemedyId{"none"}
                                : own->remedies.back().proposal.remedy_id;
    if (name == RecordStep::kName) {
        RecordStep out{.step = {}, .note = words(), .asked = {words()}, .facts = further_facts(c)};
        filler_.fill(out.step);
        return out;
    }
    if (name == ProposeRemedy::kName)
        return ProposeRemedy{
            .remedy_id = RemedyId{new_id()},
            .remedy = one_of({"exchange", "return_or_exchange", "repair", "apology",
                              "refund_and_freight", "exchange_or_voucher", "explain"}),
            .offered = words(),
            .reason = words()};
    if (name == ApproveGoodwill::kName)
        return ApproveGoodwill{.remedy_id = remedy, .reason = words()};
    if (name == RecordConsent::kName)
        return RecordConsent{.remedy_id = remedy, .given = !once_in(4), .words = words()};
    if (name == OfferHandOver::kName)
        return OfferHandOver{.to = once_in(2) ? test::kSupervisor.user : test::kAgent.user,
                             .summary = words()};
    if (name == AcceptHandOver::kName) return AcceptHandOver{};
    if (name == CarryOut::kName) return CarryOut{.remedy_id = remedy, .note = words()};
    if (name == RecordCallBack::kName)
        return RecordCallBack{.fits_now = once_in(2), .came_again = once_in(3)};
    return std::nullopt;
}

Command Chance::of_any_kind(std::string_view name, const Case& c) {
    const std::string clock = c.clocks.empty() ? "none" : one_in(*this, c.clocks).name;
    if (name == PauseClock::kName) return PauseClock{.clock = clock, .reason = words()};
    if (name == ResumeClock::kName) return ResumeClock{.clock = clock};
    if (name == RecordFacts::kName)
        return RecordFacts{.facts = further_facts(c), .source = words()};
    if (name == PostMessage::kName)
        return PostMessage{.message_id = MessageId{new_id()}, .text = words()};
    if (name == AssignOfficer::kName)
        return AssignOfficer{.officer = once_in(2) ? test::kOfficer.user : test::kSenior.user};
    if (name == TakeUp::kName) return TakeUp{};
    if (name == PauseClock::kName)
        return PauseClock{.clock = clock_that_is(*this, c, ClockState::Running), .reason = words()};
    if (name == ResumeClock::kName)
        return ResumeClock{.clock = clock_that_is(*this, c, ClockState::Paused)};
    if (name == RecordSettlement::kName) {
        RecordSettlement out{.what = Settled::Settled, .amount = {}, .terms = words()};
        filler_.fill(out.amount);
        return out;
    }
    if (name == WithdrawCase::kName) return WithdrawCase{.reason = words(), .source = words()};
    if (name == LinkCase::kName) {
        LinkCase out{.other = CaseId{"c-" + std::to_string(below(5000))}, .relation = {}};
        filler_.fill(out.relation);
        return out;
    }
    return RunClocks{};
}

Command Chance::propose(std::string_view name, const Case& c) {
    if (auto out = of_a_claim(name, c)) return *out;
    if (auto out = of_evidence(name, c)) return *out;
    if (auto out = of_a_ruling(name, c)) return *out;
    if (auto out = of_a_report(name, c)) return *out;
    if (auto out = of_a_complaint(name, c)) return *out;
    return of_any_kind(name, c);
}

}  // namespace pingli::model
