#include "cases/decide.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/result.hpp"
#include "base/utf8.hpp"
#include "cases/field_rights.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

namespace {

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
constexpr bool kOpens = requires(C command) { command.opening; };

template <class C>
Checked check_gate(const Moment& m) {
    constexpr const Gate& kGate = C::kGate;
    if (!kGate.roles.has(m.actor.role)) return no(RefusalCode::NotYourRole);
    if constexpr (kOpens<C>) {
        if (m.c.phase != Phase::None)
            return no(RefusalCode::AlreadyOpen, {m.c.opening.case_id.value()});
        return {};
    } else {
        if (m.c.phase == Phase::None) return no(RefusalCode::NoSuchCase);
        if (!kGate.kinds.has(m.c.kind())) return no(RefusalCode::NotForThisKind);
        if (!kGate.perspectives.has(m.c.opening.perspective))
            return no(RefusalCode::NotForThisPerspective);
        if (m.actor.role == Role::Claimant && m.c.opening.person_user != m.actor.user)
            return no(RefusalCode::NotYourCase);
        if (!kGate.phases.has(m.c.phase)) return no(RefusalCode::NotInThisPhase);
        if constexpr (requires { C::guard(m); }) return C::guard(m);
        return {};
    }
}

template <class C>
void add_move(const Moment& m, std::vector<Move>& out) {
    if (!check_gate<C>(m)) return;
    FieldList list;
    const C empty{};
    C::each(empty, list);
    std::erase_if(list.fields, [&](const MoveField& field) {
        return !may_set(m.actor.role, rights_of<C>(), field.name);
    });
    Move move{.command = std::string{C::kName},
              .needs = std::move(list.fields),
              .due = {},
              .rank = rank_of<C>()};
    if constexpr (requires { C::rank_in(m); }) move.rank = C::rank_in(m);
    // Of a clock that was kept, too, for what may be added until then.
    if (const Clock* clock = m.c.clock(clock_of<C>());
        clock != nullptr && (clock->state == ClockState::Running ||
                             (clock->state == ClockState::Kept && m.now <= clock->due)))
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

bool may_enter_points(const Command& command) {
    return std::visit([]<class C>(const C&) { return requires { C::kEntersPoints; }; }, command);
}

Checked check_texts(std::initializer_list<NamedText> texts) {
    for (const NamedText& one : texts) {
        const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
        if (std::ranges::all_of(one.text, blank))
            return no(RefusalCode::FieldMissing, {std::string{one.name}});
        if (one.text.size() > kTextBytesMax)
            return no(RefusalCode::FieldTooLong, {std::string{one.name}});
        if (!utf8::is_valid(one.text))
            return no(RefusalCode::FieldInvalid, {std::string{one.name}});
    }
    return {};
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
            TRY(check_gate<C>(m));
            TRY(check_given(m, rights_of<C>(), GivenFields::of(cmd)));
            return C::carry_out(m, cmd);
        },
        command);
    PINGLI_ASSERT(!decision || !decision->empty());  // what is not refused leaves a trace
    if (!decision) decision.error().moves = allowed_moves(c, actor, rules, now);
    return decision;
}

}  // namespace pingli::cases
