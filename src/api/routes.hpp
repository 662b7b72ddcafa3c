// The routes of /api/v1, /health, /metrics and /api/openapi.json: HTTP to the desk and back.
// `services` outlives the router.

#pragma once

#include "api/services.hpp"
#include "http/router.hpp"

namespace pingli::api {

http::Router make_router(const Services& services);

// The parts, one subject a file.
void add_session_routes(http::Router& router, const Services& services);
void add_own_account_routes(http::Router& router, const Services& services);
void add_second_factor_routes(http::Router& router, const Services& services);
void add_passkey_routes(http::Router& router, const Services& services);
void add_people_routes(http::Router& router, const Services& services);
void add_command_routes(http::Router& router, const Services& services);
void add_case_routes(http::Router& router, const Services& services);
void add_finding_routes(http::Router& router, const Services& services);
void add_review_routes(http::Router& router, const Services& services);
void add_presence_routes(http::Router& router, const Services& services);
void add_import_routes(http::Router& router, const Services& services);
void add_file_routes(http::Router& router, const Services& services);
void add_shop_routes(http::Router& router, const Services& services);
void add_contact_routes(http::Router& router, const Services& services);
void add_feed_routes(http::Router& router, const Services& services);
void add_hook_routes(http::Router& router, const Services& services);
void add_cause_routes(http::Router& router, const Services& services);
void add_statistics_routes(http::Router& router, const Services& services);
void add_rulebook_routes(http::Router& router, const Services& services);
void add_deadline_routes(http::Router& router, const Services& services);
void add_office_routes(http::Router& router, const Services& services);
void add_backup_routes(http::Router& router, const Services& services);
void add_security_routes(http::Router& router, const Services& services);
void add_erasure_routes(http::Router& router, const Services& services);
void add_operator_routes(http::Router& router, const Services& services);

}  // namespace pingli::api
