// Why a deadline falls when it does, and what is due.

#include "api/guard.hpp"
#include "api/routes.hpp"

namespace pingli::api {

namespace {

http::Response not_built(const Services&, http::Request&, const Visitor&) {
    return http::problem(501, "not-built", "This is announced and not built yet.");
}

}  // namespace

void add_deadline_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string shop = "/api/v1/shops/{shop}";
    router.add(Method::Post, "/api/v1/deadlines/explain", for_visitors(services, not_built));
    router.add(Method::Get, shop + "/cases/{case}/clocks/{clock}",
               for_visitors(services, not_built));
    router.add(Method::Get, shop + "/deadlines", for_visitors(services, not_built));
}

}  // namespace pingli::api
