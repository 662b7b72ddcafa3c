// What a shop has beside its single cases: queue, search, ledger of points, live changes, heads of
// the chain.

#include "api/answers.hpp"
#include "api/case_access.hpp"
#include "api/case_answers.hpp"
#include "api/limits.hpp"
#include "api/own_cases.hpp"
#include "api/query.hpp"
#include "api/routes.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

using accounts::Permission;

codec::CaseReader reader_of(const Member& member) {
    return {.shows_personal = accounts::may(member.membership, Permission::ReadPersonal)};
}

std::optional<app::QueueOrder> order_named(std::string_view name) {
    if (name == "due") return app::QueueOrder::Due;
    if (name == "newest") return app::QueueOrder::Newest;
    if (name == "updated") return app::QueueOrder::Updated;
    return std::nullopt;
}

http::Response queue(const Services& services, http::Request& request, const Member& member) {
    const auto limit = limit_of(request);
    if (!limit) return limit.error();
    const auto order = order_named(text_of(request, "order").value_or("due"));
    if (!order) return from_fault({.field = "order", .expected = say("ask.case_order")});
    const auto due_to = time_of(request, "due_to");
    if (!due_to) return due_to.error();
    const auto updated_from = time_of(request, "updated_from");
    if (!updated_from) return updated_from.error();
    const auto opened_from = time_of(request, "opened_from");
    if (!opened_from) return opened_from.error();
    const app::QueueQuery query{.shop = member.shop,
                                .kind = text_of(request, "kind"),
                                .phase = text_of(request, "phase"),
                                .outcome = text_of(request, "outcome"),
                                .assigned = text_of(request, "assigned"),
                                .due_to = *due_to,
                                .updated_from = *updated_from,
                                .opened_from = *opened_from,
                                .order = *order,
                                .cursor = text_of(request, "cursor").value_or(""),
                                .limit = *limit};
    const auto page = accounts::may(member.membership, Permission::ReadCases)
                          ? services.store.queue(query)
                          : own_cases(services, member.visitor.user(), query);
    // Of their own cases customers read all.
    const auto reader = accounts::may(member.membership, Permission::ReadCases)
                            ? reader_of(member)
                            : codec::CaseReader{};
    return page ? json(200, page_json(*page, reader)) : from_error(page.error());
}

http::Response search(const Services& services, http::Request& request, const Member& member) {
    const auto limit = limit_of(request);
    if (!limit) return limit.error();
    const auto words = text_of(request, "q");
    if (!words) return from_fault({.field = "q", .expected = say("field.search")});
    if (words->size() > kSearchBytesMax)
        return from_fault({.field = "q", .expected = say("field.bytes_max", kSearchBytesMax)});
    const auto page = services.store.search({.shop = member.shop,
                                             .words = *words,
                                             .cursor = text_of(request, "cursor").value_or(""),
                                             .limit = *limit});
    return page ? json(200, page_json(*page, {})) : from_error(page.error());
}

http::Response by_number(const Services& services, http::Request& request, const Member& member) {
    const auto entry =
        services.store.find_number(member.shop, std::string{http::path_value(request, "number")});
    if (!entry) return from_error(entry.error());
    return json(200, page_json({.entries = {*entry}, .next = {}}, reader_of(member)));
}

http::Response ledger(const Services& services, http::Request& request, const Member& member) {
    const std::string year = text_of(request, "year").value_or("");
    const bool is_year =
        year.size() == 4 && year.find_first_not_of("0123456789") == std::string::npos;
    if (!is_year) return from_fault({.field = "year", .expected = say("ask.year")});
    const auto lines = services.store.ledger(member.shop, std::stoi(year));
    if (!lines) return from_error(lines.error());
    return json(200, ledger_json(*lines));
}

http::Response stream(const Services& services, http::Request&, const Member& member) {
    auto listener = services.hub.listen(member.shop, member.visitor.user(),
                                        still_may(services, member, Permission::ReadCases));
    if (listener == nullptr)
        return http::problem(503, "too-many-listeners", "Too many streams are open.");
    return http::event_answer(std::move(listener));
}

http::Response head(const Services& services, http::Request&, const Member& member) {
    const auto heads = services.store.heads();
    if (!heads) return from_error(heads.error());
    app::Head mine{.shop = member.shop, .position = 0, .hash = {}};
    for (const app::Head& one : *heads)
        if (one.shop == member.shop) mine = one;
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.key("position");
    out.whole(mine.position);
    out.key("hash");
    out.text(app::to_hex(mine.hash));
    out.end_object();
    return json(200, std::move(body));
}

}  // namespace

void add_shop_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string shop = "/api/v1/shops/{shop}";
    router.add(Method::Get, shop + "/cases", for_members(services, std::nullopt, queue));
    router.add(Method::Get, shop + "/search",
               for_members(services, Permission::ReadPersonal, search));
    router.add(Method::Get, shop + "/numbers/{number}",
               for_members(services, Permission::ReadCases, by_number));
    router.add(Method::Get, shop + "/ledger", for_members(services, Permission::ReadCases, ledger));
    router.add(Method::Get, shop + "/stream", for_members(services, Permission::ReadCases, stream));
    router.add(Method::Get, shop + "/head", for_members(services, Permission::ReadCases, head));
}

}  // namespace pingli::api
