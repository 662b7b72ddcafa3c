#include "server/hook_rights.hpp"

#include <utility>

#include "accounts/roles.hpp"

namespace pingli::server {

notify::MayHave hook_rights(accounts::Accounts& accounts, std::function<Instant()> now) {
    return [&accounts, now = std::move(now)](const notify::RegisteredHook& hook) -> Result<bool> {
        if (hook.made_by.value().empty()) return true;  // of before that was kept
        const auto account = accounts.account(hook.made_by, now());
        if (!account && account.error().code == ErrorCode::NotFound) return false;
        if (!account) return std::unexpected{account.error()};
        const auto* place = accounts::find_active(account->memberships, hook.shop);
        return !account->is_disabled && place != nullptr &&
               accounts::may(*place, accounts::Permission::ManageHooks);
    };
}

}  // namespace pingli::server
