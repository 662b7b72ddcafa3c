// security finding 33: log-in CSRF; no route looked at Content-Type, Origin or Host.

#include "api/same_origin.hpp"

#include <gtest/gtest.h>

namespace pingli::api {
namespace {

struct Row {
    const char* what;
    http::Fields fields;
    int status = 0;  // 0: let through
};

const OwnNames kNamed{
    .hosts = {"desk.example"}, .base_url = "https://desk.example", .is_secure = true};
const OwnNames kNameless{.hosts = {}, .base_url = "", .is_secure = false};

http::Route route(const char* pattern, bool takes_upload = false) {
    http::RouteOptions options;
    options.takes_upload = takes_upload;
    return {.method = http::Method::Post,
            .pattern = pattern,
            .options = std::move(options),
            .handler = nullptr};
}

int status_of(const OwnNames& names, http::Method method, const http::Fields& fields,
              const http::Route& to) {
    http::Request request;
    request.method = method;
    request.fields = fields;
    const auto refused = refuse_foreign(names, request, to);
    return refused ? refused->status : 0;
}

const http::Route kLogIn = route("/api/v1/session");

TEST(SameOrigin, IsAskedOfEveryChange) {
    const http::Field host{"Host", "desk.example:8443"};
    const http::Field json{"Content-Type", "application/json; charset=utf-8"};
    const http::Field body{"Content-Length", "12"};
    const Row rows[] = {
        {"a program", {host, json, body}},
        {"a program without a body", {host}},
        {"a program with an empty body", {host, {"Content-Length", "0"}}},
        {"our page", {host, json, body, {"Origin", "https://desk.example:8443"}}},
        {"our page, through a proxy that rewrites Host",
         {{"Host", "127.0.0.1:8080"}, json, body, {"Origin", "https://desk.example"}}},
        {"our page, in an old browser",
         {host, json, body, {"Referer", "https://desk.example:8443/a"}}},
        {"our page, which says null",
         {host, json, body, {"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}}},
        {"another page", {host, json, body, {"Origin", "https://evil.example"}}, 403},
        {"our name over plain text",
         {host, json, body, {"Origin", "http://desk.example:8443"}},
         403},
        {"another port", {host, json, body, {"Origin", "https://desk.example:9"}}, 403},
        {"a page that hides", {host, json, body, {"Origin", "null"}}, 403},
        {"an origin that is none", {host, json, body, {"Origin", "desk.example:8443"}}, 403},
        {"a name in front",
         {host, json, body, {"Origin", "https://desk.example:8443@evil.example"}},
         403},
        {"a neighbour's subdomain", {host, json, body, {"Sec-Fetch-Site", "same-site"}}, 403},
        {"another site",
         {host,
          json,
          body,
          {"Origin", "https://desk.example:8443"},
          {"Sec-Fetch-Site", "cross-site"}},
         403},
        {"another page, in an old browser",
         {host, json, body, {"Referer", "https://evil.example/"}},
         403},
        {"a form", {host, body, {"Content-Type", "text/plain"}}, 415},
        {"another form", {host, body, {"Content-Type", "application/x-www-form-urlencoded"}}, 415},
        {"no type", {host, body}, 415},
        {"no type, in chunks", {host, {"Transfer-Encoding", "chunked"}}, 415},
        {"a type that only begins so", {host, body, {"Content-Type", "application/jsonx"}}, 415},
        {"rebound to us", {{"Host", "evil.example"}, json, body}, 421},
        {"rebound to us, with a port",
         {{"Host", "evil.example:8443"}, json, body, {"Origin", "https://evil.example:8443"}},
         421},
        {"by number", {{"Host", "192.0.2.7:8443"}, json, body}},
        {"by number of six", {{"Host", "[::1]:8443"}, json, body}},
        {"without a host", {json, body}, 421},
    };
    for (const auto& [what, fields, status] : rows)
        for (const http::Method method :
             {http::Method::Post, http::Method::Put, http::Method::Patch, http::Method::Delete})
            EXPECT_EQ(status_of(kNamed, method, fields, kLogIn), status) << what;
}

TEST(SameOrigin, OfReadingOnlyTheNameIsAsked) {
    EXPECT_EQ(status_of(kNamed, http::Method::Get,
                        {{"Host", "desk.example"}, {"Origin", "https://evil.example"}}, kLogIn),
              0);
    EXPECT_EQ(status_of(kNamed, http::Method::Get, {{"Host", "evil.example"}}, kLogIn), 421);
    EXPECT_EQ(status_of(kNamed, http::Method::Get, {{"Host", "node-3"}}, route("/health")), 0);
}

TEST(SameOrigin, FilesHaveATypeOfTheirOwnButNoForeignPage) {
    const http::Route files = route("/api/v1/shops/{shop}/files", true);
    const http::Fields form{{"Host", "desk.example"},
                            {"Content-Type", "multipart/form-data; boundary=a"},
                            {"Content-Length", "12"}};
    EXPECT_EQ(status_of(kNamed, http::Method::Post, form, files), 0);
    http::Fields foreign = form;
    foreign.push_back({"Origin", "https://evil.example"});
    EXPECT_EQ(status_of(kNamed, http::Method::Post, foreign, files), 403);
}

TEST(SameOrigin, WithoutAKnownNameTheOriginMustBeTheHost) {
    const http::Field json{"Content-Type", "application/json"};
    const auto post = [&](const char* host, const char* origin) {
        return status_of(kNameless, http::Method::Post, {{"Host", host}, {"Origin", origin}, json},
                         kLogIn);
    };
    EXPECT_EQ(post("desk:8080", "http://desk:8080"), 0);
    EXPECT_EQ(post("desk:8080", "http://evil.example"), 403);
    EXPECT_EQ(post("localhost:5173", "http://localhost:5173"), 0);
}

TEST(SameOrigin, HostOfUrl) {
    EXPECT_EQ(host_of_url("https://desk.example:8443/a"), "desk.example");
    EXPECT_EQ(host_of_url("http://[::1]:8080"), "::1");
    EXPECT_EQ(host_of_url("desk"), "");
}

}  // namespace
}  // namespace pingli::api
