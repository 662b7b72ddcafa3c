// Accounts, memberships, tokens and shops as the API shows them. Never a hash, never a secret but
// the one that was just made.

#pragma once

#include <string>
#include <vector>

#include "accounts/accounts.hpp"
#include "app/shops.hpp"

namespace pingli::api {

// Somebody who is logged in, with what a desk needs before its first page. `csrf` is empty for a
// program's token, which has no browser to be told the key of.
struct Welcome {
    const accounts::Account& account;
    std::vector<app::ShopRecord> shops;  // of the memberships, as far as they are known
    std::string csrf;
    accounts::Owed owed{};                 // to the rule of the server
    accounts::Owed owed_where_demanded{};  // where a rule of the server or of a shop demands it
    Instant now;                           // by the server's clock
    std::string version;
};
std::string account_json(const Welcome& welcome);
// Of one shop, to one of its people: whoever else they work for is not told. `link` is empty unless
// one was just made.
struct Shown {
    const ShopId& shop;
    const accounts::Account& to;
};
std::string person_json(const accounts::Account& account, const Shown& as, const std::string& link);
std::string people_json(const std::vector<accounts::Account>& people, const Shown& as);
std::string sessions_json(const std::vector<accounts::ShownSession>& sessions);
// `shops`: those whose names are told.
std::string notices_json(const std::vector<accounts::Notice>& notices,
                         const std::vector<app::ShopRecord>& shops);
// `secret` is empty unless it was just made.
std::string token_json(const accounts::ApiToken& one, const std::string& secret);
std::string tokens_json(const std::vector<accounts::ApiToken>& tokens);
std::string shop_json(const app::ShopRecord& one);
std::string shops_json(const std::vector<app::ShopRecord>& shops);

}  // namespace pingli::api
