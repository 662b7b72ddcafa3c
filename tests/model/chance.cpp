#include "model/chance.hpp"

#include <array>

namespace pingli::model {

using namespace cases;  // NOLINT(google-build-using-namespace): this file speaks of nothing else

namespace {

const std::array<Actor, 9> kPeople{test::kBuyer,
                                   test::kAgent,
                                   test::kSupervisor,
                                   test::kOfficer,
                                   test::kSenior,
                                   test::kClockwork,
                                   Actor{.user = UserId{"u-officer-2"}, .role = Role::CaseOfficer},
                                   Actor{.user = test::kOfficer.user, .role = Role::SeniorOfficer},
                                   Actor{.user = UserId{"u-owner"}, .role = Role::Owner}};

template <std::size_t N>
std::string one_of(test::Filler& filler, const std::array<std::string_view, N>& words) {
    return std::string{words.at(filler.below(N))};
}

constexpr std::array<std::string_view, 4> kAlleged{"frequent_contact", "repulsive_object",
                                                   "insults", "goods_or_service"};
constexpr std::array<std::string_view, 3> kPersons{"buyer", "workplace", "stranger"};
constexpr std::array<std::string_view, 4> kExhibits{"carrier_list", "call_screenshots", "waybill",
                                                    "sms_list"};
constexpr std::array<std::string_view, 4> kMeasures{"warning", "restriction", "delisting",
                                                    "closing"};

bool may(const Case& c, const Actor& actor, const Rules& rules, Instant now,
         const Command& command) {
    const auto moves = allowed_moves(c, actor, rules, now);
    return std::ranges::find(moves, name_of(command), &Move::command) != moves.end();
}

bool is_complaint(const Case& c) {
    return c.kind == CaseKind::Complaint;
}

}  // namespace

std::string Chance::words() {
    std::string text;
    filler_.fill(text);
    return text + "话";
}

Facts Chance::facts_of_a_claim() {
    Facts out;
    if (!once_in(4)) out.push_back({"effect", std::string{"disturbed"}});
    if (once_in(2)) out.push_back({"attempts_in_24_hours", std::int64_t{below(20)}});
    if (once_in(3)) out.push_back({"number_is_shops", !once_in(3)});
    return out;
}

Command Chance::opening(const ShopId& shop, const CaseId& case_id, Instant now) {
    Opening head = test::opening_of("案 " + case_id.value());
    head.case_id = case_id;
    head.shop = shop;
    head.person = PersonId{"p-" + std::to_string(below(50))};
    if (once_in(6)) head.perspective = Perspective::Tracked;
    switch (below(5)) {
        case 0:
            return OpenComplaint{
                .opening = head,
                .channel = "counter",
                .complained_at = {},
                .words = words(),
                .facts = {{"cause", std::string{"quality"}},
                          {"defect", std::string{once_in(2) ? "proven" : "unclear"}},
                          {"within_return_period", once_in(2)},
                          {"within_repair_period", once_in(2)},
                          {"demand_under_threat", false}}};
        case 1:
        case 2:
            return OpenReport{
                .opening = head,
                .review_id = "rv-" + case_id.value(),
                .text = "0123456789",
                .follow_up = {},
                .explanation = {},
                .made_at = now - std::chrono::hours{below(900)},
                .follow_up_at = {},
                .facts = {{"review_result", std::string{"bad"}},
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
                          {"offending_words", std::string{once_in(2) ? "none" : "in_review"}},
                          {"chat_shows", std::string{"demand_under_rating_threat"}}}};
        default:
            return OpenClaim{.opening = head,
                             .filed_at = {},
                             .received_at = {},
                             .allegations = {{.id = test::kFirst,
                                              .alleged = one_of(filler_, kAlleged),
                                              .person = one_of(filler_, kPersons),
                                              .words = words(),
                                              .stop_requested_at = {},
                                              .facts = facts_of_a_claim()}}};
    }
}

Bearing Chance::bearing(const Case& c) {
    Bearing out;
    if (c.kind == CaseKind::HarassmentClaim) out.allegation = test::kFirst;
    out.showing = static_cast<Showing>(below(3));
    if (out.showing == Showing::Confirms && once_in(2))
        out.contacts = test::contacts_on("2026-05-11", "call", static_cast<int>(below(12)));
    return out;
}

ExhibitData Chance::exhibit(const Case& c) {
    ExhibitData out = test::exhibit_of(new_id(), one_of(filler_, kExhibits), Showing::Confirms);
    out.bearings = {bearing(c)};
    return out;
}

Command Chance::of_a_hearing(const Case& c) {
    const Outcome outcome = once_in(2) ? Outcome::Upheld : Outcome::NotUpheld;
    const std::optional<std::string> special =
        once_in(4) ? std::optional<std::string>{words()} : std::nullopt;
    const bool is_heard = c.phase == Phase::Review || c.phase == Phase::Appealed;
    if (is_heard && !once_in(3))
        for (const Exhibit& one : c.exhibits)
            if (!one.weighing)
                return WeighExhibit{.exhibit_id = one.data.exhibit_id,
                                    .admitted = !once_in(8),
                                    .findings = {bearing(c)},
                                    .reason = words()};
    switch (below(17)) {
        case 0:
        case 1:
            return TakeUp{};
        case 2:
            return SubmitEvidence{.exhibit = exhibit(c), .side = {}};
        case 3:
            return test::answer_of(words(), facts_of_a_claim());
        case 4:
        case 5:
        case 6:
            return RuleCase{.ruling_id = RulingId{new_id()},
                            .outcome = outcome,
                            .reasons = words(),
                            .special_circumstance = special};
        case 7:
            return FileAppeal{.appeal_id = AppealId{new_id()}, .grounds = words(), .side = {}};
        case 8:
        case 9:
            return RuleAppeal{.ruling_id = RulingId{new_id()},
                              .outcome = outcome,
                              .reasons = words(),
                              .special_circumstance = special};
        case 10:
        case 11:
            return FileReport{};
        case 12:
            return MaskWords{.mask_id = MaskId{new_id()},
                             .place = Place::Text,
                             .spans = {{.start = below(9), .end = 10}},
                             .reason = words()};
        case 13:
            return RecordPlatformRuling{.ruling_id = RulingId{new_id()},
                                        .outcome = outcome,
                                        .points_class = "ordinary",
                                        .points = outcome == Outcome::Upheld ? 12 : 0,
                                        .reason = {},
                                        .source = words(),
                                        .ruled_at = {}};
        case 14:
            return OrderMeasure{.measure = one_of(filler_, kMeasures), .reason = words()};
        case 15:
            return PostMessage{.message_id = MessageId{new_id()}, .text = words()};
        default:
            return RunClocks{};
    }
}

Command Chance::of_a_complaint(const Case& c) {
    const RemedyId remedy =
        c.remedies.empty() ? RemedyId{"none"} : c.remedies.back().proposal.remedy_id;
    switch (below(9)) {
        case 0:
            return RecordStep{.step = Step::Listened,
                              .note = words(),
                              .asked = {words()},
                              .facts = {{"cared_as_labelled", once_in(2)}}};
        case 1:
        case 2:
            return ProposeRemedy{.remedy_id = RemedyId{new_id()},
                                 .remedy = once_in(2) ? "exchange" : "return_or_exchange",
                                 .offered = words(),
                                 .reason = words()};
        case 3:
            return ApproveGoodwill{.remedy_id = remedy, .reason = words()};
        case 4:
            return RecordConsent{.remedy_id = remedy, .given = !once_in(3), .words = words()};
        case 5:
            return OfferHandOver{.to = test::kSupervisor.user, .summary = words()};
        case 6:
            return AcceptHandOver{};
        case 7:
            return CarryOut{.remedy_id = remedy, .note = words()};
        default:
            return RecordCallBack{.fits_now = once_in(2), .came_again = once_in(2)};
    }
}

Command Chance::command(const Case& c, const Rules& rules, Instant now) {
    Command out = any_command(c);
    for (int tries = 5; tries > 0 && !once_in(8); --tries) {
        const auto is_allowed = [&](const Actor& one) { return may(c, one, rules, now, out); };
        if (std::ranges::any_of(kPeople, is_allowed)) break;
        out = any_command(c);
    }
    return out;
}

Command Chance::any_command(const Case& c) {
    if (!once_in(6)) return is_complaint(c) ? of_a_complaint(c) : of_a_hearing(c);
    auto all = test::one_of_each<Command>(filler_);
    return std::move(all.at(below(static_cast<unsigned>(all.size()))));
}

Actor Chance::actor(const Case& c, const Command& command, const Rules& rules, Instant now) {
    const unsigned first = below(kPeople.size());
    if (!once_in(5))
        for (unsigned i = 0; i < kPeople.size(); ++i) {
            const Actor& actor = kPeople.at((first + i) % kPeople.size());
            if (may(c, actor, rules, now, command)) return actor;
        }
    return kPeople.at(first);
}

}  // namespace pingli::model
