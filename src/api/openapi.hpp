// The description of the API for programs (OpenAPI 3.1), made from the routes themselves and their
// documentation in route_docs.cpp.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/router.hpp"

namespace pingli::api {

// Whether a session may use a route that lacks a second factor its holder must have. Of what is
// added, not: each that may is named.
enum class BeforeSecondFactor : std::uint8_t {
    Never,
    IfAShopAsks,  // nothing of one's account: work in other shops goes on, which do not ask
    ToSetUp,      // when there is none
    Always,
};
std::string_view to_text(BeforeSecondFactor open_to);  // "to_set_up"; of Never, empty

struct RouteDoc {
    http::Method method{};
    std::string_view path = {};
    std::string_view id = {};          // operationId
    std::string_view summary = {};     // one sentence
    int status = 200;                  // when all is well
    std::string_view answer = {};      // schema, or a media type ("text/calendar"); empty: no body
    std::string_view body = {};        // schema, or a media type; empty: none
    std::string_view query = {};       // names apart by spaces, "q!" when it must be there
    bool is_open = false;              // without a log-in
    bool takes_key = false;            // an Idempotency-Key; so do commands
    bool needs_recent_log_in = false;  // in a session: 403 step-up-required, if it is not
    BeforeSecondFactor before_second_factor = BeforeSecondFactor::Never;
};

// The documentation of every route.
std::span<const RouteDoc> route_docs();

// Its parts in files of their own.
std::span<const RouteDoc> rule_docs();    // rulebooks and deadlines
std::span<const RouteDoc> office_docs();  // what a desk opens with, audit, backups, accounts
std::span<const RouteDoc> review_docs();  // reviews, drafts, imports
std::span<const RouteDoc> passkey_docs();

// Whether the route of this pattern is documented to need a recent log-in; HEAD as GET.
bool needs_recent_log_in(http::Method method, std::string_view pattern);
BeforeSecondFactor before_second_factor(http::Method method, std::string_view pattern);

// The names that its query may have; absent for what the description does not have: a page of the
// desk reads its own query in the browser.
std::optional<std::vector<std::string_view>> query_names(http::Method method,
                                                         std::string_view pattern);

// "GET /path": undocumented routes, and documentation of routes that do not exist.
std::vector<std::string> undocumented(std::span<const http::Route* const> routes,
                                      std::span<const RouteDoc> docs);

// The OpenAPI document.
std::string openapi_document(std::span<const RouteDoc> docs, std::string_view version);

}  // namespace pingli::api
