// Administration, and what a desk opens with.

#include "api/guard.hpp"
#include "api/routes.hpp"

namespace pingli::api {

namespace {

http::Response not_built(const Services&, http::Request&, const Visitor&) {
    return http::problem(501, "not-built", "This is announced and not built yet.");
}

}  // namespace

void add_office_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string shop = "/api/v1/shops/{shop}";
    const auto stub = [&](Method method, const std::string& path) {
        router.add(method, path, for_visitors(services, not_built));
    };
    stub(Method::Patch, "/api/v1/session");
    stub(Method::Patch, shop);
    stub(Method::Get, shop + "/people/{person}/tokens");
    stub(Method::Delete, shop + "/people/{person}/tokens/{token}");
    stub(Method::Get, shop + "/today");
    stub(Method::Get, shop + "/audit");
    stub(Method::Post, shop + "/verification");
    stub(Method::Get, shop + "/verification");
    stub(Method::Delete, shop + "/verification");
    stub(Method::Post, "/api/v1/backups");
    stub(Method::Get, "/api/v1/backups");
    stub(Method::Get, "/api/v1/backups/{backup}/file");
    stub(Method::Delete, "/api/v1/backups/{backup}");
}

}  // namespace pingli::api
