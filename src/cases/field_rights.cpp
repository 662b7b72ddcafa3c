#include "cases/field_rights.hpp"

#include <algorithm>

namespace pingli::cases {

namespace {

constexpr Instant kAnyTime = Instant::min();

Instant last_step(const Case& c) {
    Instant last = c.filed_at;
    for (const Ruling& ruling : c.rulings) last = std::max(last, ruling.ruled_at);
    for (const Appeal& appeal : c.appeals) last = std::max(last, appeal.filed_at);
    return last;
}

Instant earliest(const Moment& m, NotBefore rule, const std::vector<GivenFields::Given>& given) {
    switch (rule) {
        case NotBefore::Anything:
            return kAnyTime;
        case NotBefore::Backdating:
            return m.now - kBackdatingMax;
        case NotBefore::Filing:
            return m.c.kind == CaseKind::HarassmentClaim ? m.c.filed_at : kAnyTime;
        case NotBefore::FirstText: {
            const auto first = std::ranges::find(given, "made_at", &GivenFields::Given::field);
            return first == given.end() ? kAnyTime : first->time.value_or(kAnyTime);
        }
        case NotBefore::LastStep:
            return last_step(m.c);
    }
    return kAnyTime;
}

}  // namespace

const FieldRight* field_right(std::string_view command, std::string_view field) {
    const auto* const at = std::ranges::find_if(kFieldRights, [&](const FieldRight& one) {
        return one.command == command && one.field == field;
    });
    return at == kFieldRights.end() ? nullptr : at;
}

bool may_set(Role role, std::string_view command, std::string_view field) {
    const FieldRight* right = field_right(command, field);
    return right == nullptr || right->who.has(role);
}

std::optional<Refusal> check_given(const Moment& m, std::string_view command,
                                   const std::vector<GivenFields::Given>& given) {
    for (const auto& one : given) {
        const FieldRight* right = field_right(command, one.field);
        if (right == nullptr) continue;
        if (!right->who.has(m.actor.role)) return refuse(RefusalCode::NotYourRole, {one.field});
        if (!one.time) continue;
        if (*one.time > m.now || *one.time < earliest(m, right->not_before, given))
            return refuse(RefusalCode::FieldInvalid, {one.field});
    }
    return std::nullopt;
}

}  // namespace pingli::cases
