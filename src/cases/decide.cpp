#include "cases/decide.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "cases/field_rights.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

namespace {

// The clock that a command answers.
std::string_view clock_of(std::string_view command) {
    if (command == SubmitAnswer::kName) return "answer_due";
    if (command == TakeUp::kName) return "take_up_due";
    if (command == RuleCase::kName) return "finish_due";
    if (command == FileAppeal::kName) return "appeal_due";
    if (command == FileReport::kName) return "report_due";
    return {};
}

struct FieldList {
    std::vector<MoveField> fields;
    template <class T>
    void operator()(std::string_view name, const T&, Bounds = {}) {
        fields.push_back({.name = std::string{name}, .required = true});
    }
    template <class T>
    void fresh(std::string_view name, const T& value) {  // the edge makes an id where there is none
        maybe(name, value);
    }
    template <class T>
    void maybe(std::string_view name, const T&, Bounds = {}) {
        fields.push_back({.name = std::string{name}, .required = false});
    }
};

template <class C>
constexpr bool kOpens =
    std::same_as<C, OpenClaim> || std::same_as<C, OpenReport> || std::same_as<C, OpenComplaint>;

template <class C>
std::optional<Refusal> check_gate(const Moment& m) {
    constexpr const Gate& kGate = C::kGate;
    if (!kGate.roles.has(m.actor.role)) return refuse(RefusalCode::NotYourRole);
    if constexpr (kOpens<C>) {
        if (m.c.phase != Phase::None) return refuse(RefusalCode::AlreadyOpen);
        return std::nullopt;
    } else {
        if (m.c.phase == Phase::None) return refuse(RefusalCode::NoSuchCase);
        if (!kGate.kinds.has(m.c.kind)) return refuse(RefusalCode::NotForThisKind);
        if (!kGate.perspectives.has(m.c.opening.perspective))
            return refuse(RefusalCode::NotForThisPerspective);
        if (m.actor.role == Role::Claimant && m.c.opening.person_user != m.actor.user)
            return refuse(RefusalCode::NotYourCase);
        if (!kGate.phases.has(m.c.phase)) return refuse(RefusalCode::NotInThisPhase);
        return guard(m, std::type_identity<C>{});
    }
}

template <class C>
void add_move(const Moment& m, std::vector<Move>& out) {
    if (check_gate<C>(m)) return;
    FieldList list;
    const C empty{};
    C::each(empty, list);
    std::erase_if(list.fields, [&](const MoveField& field) {
        return !may_set(m.actor.role, C::kName, field.name);
    });
    Move move{.command = std::string{C::kName}, .needs = std::move(list.fields), .due = {}};
    if (const Clock* clock = m.c.clock(clock_of(C::kName));
        clock != nullptr && clock->state == ClockState::Running)
        move.due = clock->due;
    out.push_back(std::move(move));
}

template <class... Commands>
std::vector<Move> moves_of(const Moment& m, std::type_identity<std::variant<Commands...>>) {
    std::vector<Move> out;
    (add_move<Commands>(m, out), ...);
    return out;
}

}  // namespace

std::string_view name_of(const Command& command) {
    return std::visit([](const auto& one) { return one.kName; }, command);
}

std::optional<Refusal> check_texts(std::initializer_list<NamedText> texts) {
    for (const NamedText& one : texts) {
        const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
        if (std::ranges::all_of(one.text, blank))
            return refuse(RefusalCode::FieldMissing, {std::string{one.name}});
        if (one.text.size() > kTextBytesMax)
            return refuse(RefusalCode::FieldTooLong, {std::string{one.name}});
        if (!utf8::is_valid(one.text))
            return refuse(RefusalCode::FieldInvalid, {std::string{one.name}});
    }
    return std::nullopt;
}

std::vector<Move> allowed_moves(const Case& c, const Actor& actor, const Rules& rules,
                                Instant now) {
    return moves_of(Moment{.c = c, .actor = actor, .rules = rules, .now = now},
                    std::type_identity<Command>{});
}

Decision decide(const Case& c, const Command& command, const Actor& actor, const Rules& rules,
                Instant now) {
    const Moment m{.c = c, .actor = actor, .rules = rules, .now = now};
    Decision decision = std::visit(
        [&]<class C>(const C& cmd) -> Decision {
            if (auto refusal = check_gate<C>(m)) return std::unexpected{std::move(*refusal)};
            if (auto refusal = check_given(m, C::kName, GivenFields::of(cmd)))
                return std::unexpected{std::move(*refusal)};
            return carry_out(m, cmd);
        },
        command);
    if (!decision) decision.error().moves = allowed_moves(c, actor, rules, now);
    return decision;
}

}  // namespace pingli::cases
