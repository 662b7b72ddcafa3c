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
            return m.c.is<Claim>() ? m.c.filed_at : kAnyTime;
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

const FieldRight* field_right(std::span<const FieldRight> rights, std::string_view field) {
    const auto at = std::ranges::find(rights, field, &FieldRight::field);
    return at == rights.end() ? nullptr : &*at;
}

bool may_set(Role role, std::span<const FieldRight> rights, std::string_view field) {
    const FieldRight* right = field_right(rights, field);
    return right == nullptr || right->who.has(role);
}

Checked check_given(const Moment& m, std::span<const FieldRight> rights,
                    const std::vector<GivenFields::Given>& given) {
    for (const auto& one : given) {
        const FieldRight* right = field_right(rights, one.field);
        if (right == nullptr) continue;
        if (!right->who.has(m.actor.role)) return no(RefusalCode::NotYourRole, {one.field});
        if (!one.time) continue;
        if (*one.time > m.now || *one.time < earliest(m, right->not_before, given))
            return no(RefusalCode::FieldInvalid, {one.field});
    }
    return {};
}

}  // namespace pingli::cases
