// What entries of the security log may say was done: for who asks for some of them, and for the
// description of the API, by which the desk has words for each. scripts/check_listed.py finds
// one that is noted and does not stand here.

#pragma once

#include <string_view>

namespace pingli::api {

inline constexpr std::string_view kSecurityActs =
    "log_in log_out password_again recovery_code_used passkey_made passkey_removed "
    "second_factor_made second_factor_removed account_changed sessions_ended link_used link_made "
    "token_made token_revoked shop_added shop_changed second_factor_demand person_added "
    "person_changed person_removed person_erased operator_changed numbers_changed feed_made "
    "feed_revoked hook_made hook_changed hook_removed backup_made backup_downloaded "
    "backup_removed store_exported store_imported store_restored store_rebuilt sealed_anew "
    "outer_key_changed security_read personal_read refused not_written";

}  // namespace pingli::api
