// What the routes need of the program. All outlive the router.

#pragma once

#include <functional>
#include <string>

#include "accounts/accounts.hpp"
#include "api/hub.hpp"
#include "app/case_desk.hpp"
#include "app/shops.hpp"
#include "app/vault.hpp"
#include "http/metrics.hpp"

namespace pingli::api {

struct Services {
    app::Store& store;
    app::CaseDesk& desk;
    app::Shops& shops;
    app::Vault& vault;
    accounts::Accounts& accounts;
    Hub& hub;
    const rulebook::Library& library;
    std::function<Instant()> now;
    std::function<std::string()> new_id;  // a UUIDv7
    std::function<http::MetricsSnapshot()> metrics;
    std::string version;
    std::string base_url;    // for links that are told to people, e.g. "http://127.0.0.1:8080"
    bool is_secure = false;  // behind a proxy that speaks TLS: cookies say Secure
};

}  // namespace pingli::api
