// Who somebody is in a shop, and what that allows beyond the moves of a case (those are the
// domain's: `allowed_moves`). Names are the same in API, store and domain.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "cases/types.hpp"

namespace pingli::accounts {

using cases::Role;
// Those that a person can have; the system's is no person's.
inline constexpr std::array kRoles = {Role::Owner,       Role::Supervisor,    Role::Agent,
                                      Role::CaseOfficer, Role::SeniorOfficer, Role::PolicyEditor,
                                      Role::Auditor,     Role::Claimant};
std::string_view to_text(Role role);  // "case_officer"
std::optional<Role> parse_role(std::string_view text);

enum class Permission : std::uint8_t {
    ReadCases,     // of the whole shop; without it, only those to which one is a party. No words
    SendCommands,  // the domain decides which
    Import,        // a shop folder, findings
    Export,        // everything, backups
    EditRulebooks,
    VerifyAudit,
    ManagePeople,  // accounts, roles, invitations
    ManageTokens,  // of others; one's own tokens are one's own
    ManageHooks,   // web-hooks
    ReadPersonal,  // what people wrote and who they are: words, files, reviews, numbers, staff
    ErasePersons,  // for ever
};
inline constexpr std::array kPermissions = {
    Permission::ReadCases,    Permission::SendCommands,  Permission::Import,
    Permission::Export,       Permission::EditRulebooks, Permission::VerifyAudit,
    Permission::ManagePeople, Permission::ManageTokens,  Permission::ManageHooks,
    Permission::ReadPersonal, Permission::ErasePersons};
std::string_view to_text(Permission permission);  // "read_cases"
bool may(Role role, Permission permission);

// Somebody's place: these roles in this shop.
struct Membership {
    ShopId shop;
    std::vector<Role> roles;   // not empty, none twice
    bool is_disabled = false;  // shut out of this shop, whatever holds in others
    friend bool operator==(const Membership&, const Membership&) = default;
};
// Nothing when there is none: another shop is as if it did not exist.
const Membership* find(std::span<const Membership> memberships, const ShopId& shop);
// The same of those that hold: who is shut out has no place.
const Membership* find_active(std::span<const Membership> memberships, const ShopId& shop);
bool is_owner(const Membership& membership);  // and not shut out
bool may(const Membership& membership, Permission permission);

}  // namespace pingli::accounts
