#include <array>

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/routes.hpp"

namespace pingli::api {

namespace {

http::Response not_built(const Services&, http::Request&, const Member&) {
    return http::problem(501, "not-built", "This is not there yet.");
}

}  // namespace

void add_review_routes(http::Router& router, const Services& services) {
    const std::string shop = "/api/v1/shops/{shop}";
    const std::string one = shop + "/reviews/{kind}/{review}";
    const auto add = [&](http::Method method, const std::string& path) {
        router.add(method, path, for_members(services, std::nullopt, not_built));
    };
    using enum http::Method;
    add(Get, shop + "/reviews");
    add(Get, one);
    for (const char* move : {"/report", "/answer", "/leave", "/resume"}) add(Post, one + move);
    add(Post, shop + "/drafts/check");
}

}  // namespace pingli::api
