#include "model/chance.hpp"

#include <array>

namespace pingli::model {

using namespace cases;  // NOLINT(google-build-using-namespace): this file speaks of nothing else

namespace {

constexpr unsigned kAnythingOnceIn = 12;
constexpr unsigned kUncheckedOnceIn = 15;
constexpr unsigned kNotTheFirstOnceIn = 4;
constexpr int kTriesAnOption = 3;

const std::array<Actor, 9> kPeople{test::kBuyer,
                                   test::kAgent,
                                   test::kSupervisor,
                                   test::kOfficer,
                                   test::kSenior,
                                   test::kClockwork,
                                   Actor{.user = UserId{"u-officer-2"}, .role = Role::CaseOfficer},
                                   Actor{.user = test::kOfficer.user, .role = Role::SeniorOfficer},
                                   Actor{.user = UserId{"u-owner"}, .role = Role::Owner}};

}  // namespace

Turn Chance::opening(const ShopId& shop, const CaseId& case_id, Instant now) {
    Opening head = test::opening_of("案 " + case_id.value());
    head.case_id = case_id;
    head.shop = shop;
    head.person = PersonId{"p-" + std::to_string(below(50))};
    if (once_in(4)) head.perspective = Perspective::Tracked;
    switch (below(3)) {
        case 0:
            return {OpenComplaint{.opening = head,
                                  .channel = "counter",
                                  .complained_at = {},
                                  .words = words(),
                                  .facts = facts_of_a_complaint()},
                    test::kAgent};
        case 1:
            return {OpenReport{.opening = head,
                               .review_id = "rv-" + case_id.value(),
                               .text = "0123456789",
                               .follow_up = {},
                               .explanation = {},
                               .made_at = now - std::chrono::hours{below(750)},
                               .follow_up_at = {},
                               .marked = {{.place = Place::Text,
                                           .span = {.start = 0, .end = below(9) + 1},
                                           .offence = Offence::Insult}},
                               .exhibits = {},
                               .facts = facts_of_a_report()},
                    test::kAgent};
        default:
            return {
                OpenClaim{
                    .opening = head,
                    .filed_at = {},
                    .received_at = {},
                    .allegations = {{.id = test::kFirst,
                                     .alleged = one_of({"frequent_contact", "frequent_contact",
                                                        "repulsive_object", "insults",
                                                        "goods_or_service"}),
                                     .person = one_of({"buyer", "buyer", "workplace", "stranger"}),
                                     .words = words(),
                                     .stop_requested_at = {},
                                     .facts = facts_of_a_claim()}}},
                head.perspective == Perspective::Decided && once_in(2) ? test::kBuyer
                                                                       : test::kAgent};
    }
}

// Filled blindly, by anybody.
Turn Chance::anything(const Case&) {
    auto all = test::one_of_each<Command>(filler_);
    return {std::move(all.at(below(static_cast<unsigned>(all.size())))),
            kPeople.at(below(kPeople.size()))};
}

// The moves that somebody has, each once, what was carried out least first.
std::vector<Chance::Option> Chance::options(const Case& c, const Rules& rules, Instant now) {
    std::vector<Option> out;
    const unsigned first = below(kPeople.size());
    for (unsigned i = 0; i < kPeople.size(); ++i) {
        const Actor& actor = kPeople.at((first + i) % kPeople.size());
        for (Move& move : allowed_moves(c, actor, rules, now))
            if (std::ranges::find(out, move.command, &Option::command) == out.end())
                out.push_back({.command = std::move(move.command), .actor = actor});
    }
    // Rulings on no evidence would all say the same, and what nobody wrote cannot be verified.
    const bool is_early =
        c.is<Claim>() && c.phase == Phase::Review && c.exhibits.size() < 3 && !once_in(5);
    const auto is_new = [&](const Exhibit& one) {
        return one.weighing &&
               std::ranges::find(c.officers, one.weighing->officer) == c.officers.end();
    };
    const bool is_appeal_early =
        c.phase == Phase::Appealed && !once_in(6) && std::ranges::none_of(c.exhibits, is_new);
    if (is_appeal_early)
        std::erase_if(out, [](const Option& one) { return one.command == "rule_appeal"; });
    if (is_early) std::erase_if(out, [](const Option& one) { return one.command == "rule_case"; });
    const bool is_silent = c.messages.empty() && once_in(3);
    std::ranges::stable_sort(out, {}, [&](const Option& one) {
        return is_silent && one.command == "post_message" ? 0 : taken_[one.command];
    });
    return out;
}

Turn Chance::turn(const Case& c, const Rules& rules, Instant now) {
    if (c.phase == Phase::None || once_in(kAnythingOnceIn)) return anything(c);
    const auto choices = options(c, rules, now);
    if (choices.empty()) return anything(c);
    std::optional<Turn> out;
    for (const Option& one : choices) {
        if (once_in(kNotTheFirstOnceIn)) continue;
        for (int tries = 0; tries < kTriesAnOption; ++tries) {
            out = Turn{propose(one.command, c), one.actor};
            if (once_in(kUncheckedOnceIn)) return *out;
            if (!decide(c, out->command, out->actor, rules, now)) continue;
            ++taken_[one.command];
            return *out;
        }
    }
    return out ? *out : anything(c);
}

}  // namespace pingli::model
