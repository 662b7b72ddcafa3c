#include <memory>

#include "api/answers.hpp"
#include "api/openapi.hpp"
#include "api/query.hpp"
#include "api/routes.hpp"
#include "api/same_origin.hpp"
#include "api/security_watch.hpp"
#include "base/assert.hpp"

namespace pingli::api {

namespace {

// The description is of all routes, its own too.
void describe(http::Router& router, const Services& services) {
    const auto text = std::make_shared<std::string>();
    router.add(http::Method::Get, "/api/openapi.json",
               [text](http::Request&) { return json(200, *text); });
    PINGLI_ASSERT(undocumented(router.routes(), route_docs()).empty());
    *text = openapi_document(route_docs(), services.version);
}

}  // namespace

http::Router make_router(const Services& services) {
    http::Router router;
    router.watch(watch_for_security(services));
    add_session_routes(router, services);
    add_own_account_routes(router, services);
    add_second_factor_routes(router, services);
    add_passkey_routes(router, services);
    add_people_routes(router, services);
    add_command_routes(router, services);
    add_case_routes(router, services);
    add_finding_routes(router, services);
    add_review_routes(router, services);
    add_presence_routes(router, services);
    add_import_routes(router, services);
    add_file_routes(router, services);
    add_shop_routes(router, services);
    add_contact_routes(router, services);
    add_feed_routes(router, services);
    add_hook_routes(router, services);
    add_cause_routes(router, services);
    add_statistics_routes(router, services);
    add_rulebook_routes(router, services);
    add_deadline_routes(router, services);
    add_office_routes(router, services);
    add_backup_routes(router, services);
    add_operator_routes(router, services);
    add_security_routes(router, services);
    add_erasure_routes(router, services);
    describe(router, services);
    router.guard([&services](const http::Request& request, const http::Route& route) {
        auto foreign = refuse_foreign(services.names, request, route);
        return foreign ? std::move(foreign) : refuse_unknown(request, route);
    });
    return router;
}

}  // namespace pingli::api
