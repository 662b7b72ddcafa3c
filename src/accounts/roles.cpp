#include "accounts/roles.hpp"

#include <algorithm>

namespace pingli::accounts {

namespace {

constexpr std::uint32_t bit(Permission permission) {
    return 1U << static_cast<unsigned>(permission);
}

constexpr std::uint32_t kStaff =
    bit(Permission::ReadCases) | bit(Permission::ReadPersonal) | bit(Permission::SendCommands);

// decisions.md, "Roles", as far as it is not about the moves of a case. In the order of Role.
constexpr std::array<std::uint32_t, kRoles.size()> kAllowed = {
    ~0U,
    kStaff | bit(Permission::Import),
    kStaff,
    kStaff,
    kStaff,
    bit(Permission::EditRulebooks),
    bit(Permission::ReadCases) | bit(Permission::VerifyAudit),
    bit(Permission::SendCommands),
};

constexpr std::array<std::string_view, kPermissions.size()> kPermissionNames = {
    "read_cases",     "send_commands", "import",        "export",
    "edit_rulebooks", "verify_audit",  "manage_people", "manage_tokens",
    "manage_hooks",   "read_personal", "erase_persons"};

}  // namespace

std::string_view to_text(Permission permission) {
    return kPermissionNames.at(static_cast<std::size_t>(permission));
}

std::string_view to_text(Role role) {
    return cases::to_name(role);
}

std::optional<Role> parse_role(std::string_view text) {
    const auto role = cases::parse_name<Role>(text);
    return role && std::ranges::find(kRoles, *role) != kRoles.end() ? role : std::nullopt;
}

bool may(Role role, Permission permission) {
    return (kAllowed.at(static_cast<std::size_t>(role)) & bit(permission)) != 0;
}

const Membership* find(std::span<const Membership> memberships, const ShopId& shop) {
    const auto at = std::ranges::find(memberships, shop, &Membership::shop);
    return at == memberships.end() ? nullptr : &*at;
}

const Membership* find_active(std::span<const Membership> memberships, const ShopId& shop) {
    const Membership* found = find(memberships, shop);
    return found != nullptr && !found->is_disabled ? found : nullptr;
}

bool is_owner(const Membership& membership) {
    return !membership.is_disabled &&
           std::ranges::find(membership.roles, Role::Owner) != membership.roles.end();
}

bool may(const Membership& membership, Permission permission) {
    return !membership.is_disabled &&
           std::ranges::any_of(membership.roles, [&](Role role) { return may(role, permission); });
}

}  // namespace pingli::accounts
