#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/routes.hpp"

namespace pingli::api {

namespace {

http::Response not_built(const Services&, http::Request&, const Member&) {
    return http::problem(501, "not-built", "This is not there yet.");
}

}  // namespace

void add_import_routes(http::Router& router, const Services& services) {
    const std::string shop = "/api/v1/shops/{shop}";
    const std::string one = shop + "/imports/{import}";
    const auto add = [&](http::Method method, const std::string& path) {
        router.add(method, path, for_members(services, std::nullopt, not_built));
    };
    using enum http::Method;
    add(Get, shop + "/imports");
    add(Post, shop + "/imports");
    add(Get, one);
    add(Delete, one);
    add(Post, one + "/files");
    add(Delete, one + "/files");
    add(Put, one + "/columns");
    add(Post, one + "/run");
    add(Post, one + "/stop");
    add(Get, one + "/problems");
}

}  // namespace pingli::api
