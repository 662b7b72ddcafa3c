// What the routes need of the program. All outlive the router.

#pragma once

#include <functional>
#include <string>

#include "accounts/accounts.hpp"
#include "api/askers.hpp"
#include "api/budget.hpp"
#include "api/hub.hpp"
#include "api/lane.hpp"
#include "api/office.hpp"
#include "api/same_origin.hpp"
#include "app/case_desk.hpp"
#include "app/file_scanner.hpp"
#include "app/paper_reader.hpp"
#include "app/security_log.hpp"
#include "app/shops.hpp"
#include "app/uploaded_files.hpp"
#include "app/vault.hpp"
#include "cases/filing_form.hpp"
#include "http/metrics.hpp"
#include "notify/hook_book.hpp"
#include "notify/target.hpp"
#include "rulebook/build.hpp"
#include "rulebook/library.hpp"
#include "views/statistics.hpp"

namespace pingli::reviews {
class DraftCoach;
class Imports;
class ReviewDesk;
}  // namespace pingli::reviews

namespace pingli::api {

struct ShopFigures {
    views::Statistics figures;
    std::int64_t position = 0;  // of the chain, up to which they count
    std::int64_t head = 0;      // the end of the chain
};

struct Services {
    app::Store& store;
    app::CaseDesk& desk;
    app::Shops& shops;
    app::Vault& vault;
    app::UploadedFiles& files;
    app::FileScanner* scanner = nullptr;  // none: files are not looked at
    app::PaperReader& papers;
    accounts::Accounts& accounts;
    app::SecurityLog& security;
    Budget& acts;   // what gives or takes rights (api/acts.hpp)
    Lane& hashing;  // where passwords are looked at
    Askers& askers;
    Hub& hub;
    notify::HookBook& hooks;
    reviews::ReviewDesk& reviews;
    reviews::Imports& imports;
    reviews::DraftCoach& drafts;
    const rulebook::Library& library;
    const cases::FormTemplates& forms;                  // of platforms, for reports
    const rulebook::Resources& resources;               // zones and calendars
    std::function<std::string(std::string_view)> fold;  // one form for what reads the same
    std::function<Instant()> now;
    std::function<std::string()> new_id;  // a UUIDv7
    accounts::Random random;              // for secrets
    std::function<http::MetricsSnapshot()> metrics;
    std::function<Result<ShopFigures>(const ShopId&)> statistics;
    // When an event of any stream was made, and by whom.
    struct Made {
        Instant at;
        cases::Actor by;
    };
    std::function<Result<Made>(const app::StoredEvent&)> read_event;
    std::function<void(const std::string&)> note;  // to the operator's log; no personal data
    Office office;
    std::string version;
    std::string base_url;  // for links that are told to people, e.g. "http://127.0.0.1:8080"
    notify::Reach hook_reach = notify::Reach::PublicOnly;  // where web-hooks may go
    OwnNames names;
    accounts::SecondFactorRule second_factor_rule = accounts::SecondFactorRule::Nobody;
    bool feeds_with_secret_in_address = false;  // calendars that can send no password may have them
    bool is_secure = false;  // behind a proxy that speaks TLS: cookies say Secure
};

}  // namespace pingli::api
