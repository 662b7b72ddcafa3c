// Who has the first rights on a server: given by the program itself, when it is started.

#pragma once

#include <functional>
#include <string>

#include "accounts/accounts.hpp"
#include "app/security_log.hpp"
#include "app/shops.hpp"
#include "reviews/imports.hpp"
#include "server/serve.hpp"

namespace pingli::server {

struct Founding {
    const ServeOptions& options;
    app::Store& store;
    app::Shops& shops;
    accounts::Accounts& accounts;
    app::SecurityLog& security;
    reviews::Imports& imports;
    const std::function<Instant()>& now;
};

// Once, in a folder of before there were operators: who owned every shop was one.
Result<void> name_operators(const Founding& at);

// On the first start: an owner, a shop, a link with which the owner sets a password, and the sample
// where it is wanted.
Result<void> found(const Founding& at, const std::string& base_url);

}  // namespace pingli::server
