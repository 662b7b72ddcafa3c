// One case: as it stands with what is legal now, its history, the rehearsal, the statements of
// reasons.

#include "api/answers.hpp"
#include "api/case_access.hpp"
#include "api/case_answers.hpp"
#include "api/routes.hpp"
#include "codec/case_json.hpp"

namespace pingli::api {

namespace {

using accounts::Permission;

constexpr std::string_view kAnyMove;

// An auditor verifies; the people in the case are not their business (X6).
codec::CaseReader reader_of(const Member& member, const cases::Case& c) {
    return {.shows_personal = may_read_words(member, c)};
}

http::Response show(const Services& services, http::Request& request, const Member& member) {
    const auto loaded = seen_case_of(services, request, member);
    if (!loaded) return loaded.error();
    const cases::Case& c = (*loaded)->state;
    const Instant now = services.now();
    const cases::Rules rules{.library = &services.library, .totals = {}};
    const auto role = acting_role(services, request, member, c, kAnyMove);
    if (!role) return forbidden();
    const cases::Actor actor{.user = member.visitor.user(), .role = *role};
    // What the shop had better do next is nobody else's business.
    auto steps = cases::side_of(*role) == cases::Side::Shop ? cases::next_steps(c, rules)
                                                            : codec::NamedWords{};
    auto response = json(200, codec::case_json(c, cases::allowed_moves(c, actor, rules, now), steps,
                                               reader_of(member, c)));
    response.fields.push_back(
        {.name = "ETag", .value = '"' + std::to_string((*loaded)->version) + '"'});
    return response;
}

http::Response history(const Services& services, http::Request& request, const Member& member) {
    const auto loaded = case_of(services, request, member);
    if (!loaded) return loaded.error();
    const auto told = services.desk.history(member.shop, (*loaded)->state.opening.case_id);
    if (!told) return from_error(told.error());
    const codec::CaseReader reader = reader_of(member, (*loaded)->state);
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.key("events");
    out.begin_array();
    for (const auto& one : *told) {
        const auto event = cases::seen_by(sight_of(member), one.event, (*loaded)->state);
        if (!event) continue;
        out.begin_object();
        out.key("position");
        out.whole(one.stored.position);
        out.key("version");
        out.whole(one.stored.version);
        out.key("hash");
        out.text(app::to_hex(one.stored.hash));
        out.key("event");
        codec::write_event(out, *event, reader);
        out.end_object();
    }
    out.end_array();
    out.end_object();
    return json(200, std::move(body));
}

http::Response rehearsal(const Services& services, http::Request& request, const Member& member) {
    const auto loaded = seen_case_of(services, request, member);
    if (!loaded) return loaded.error();
    const Instant now = services.now();
    const cases::Rules rules{.library = &services.library, .totals = {}};
    std::string body;
    codec::JsonWriter out{body};
    codec::write_rehearsal(out, cases::rehearse((*loaded)->state, rules, now));
    return json(200, std::move(body));
}

// The shop files it, and nobody else has to see what it will say.
http::Response form(const Services& services, http::Request& request, const Member& member) {
    const auto loaded = seen_case_of(services, request, member);
    if (!loaded) return loaded.error();
    const cases::Case& c = (*loaded)->state;
    if (!c.is<cases::Report>()) return not_found();
    const cases::Rules rules{.library = &services.library, .totals = {}};
    std::string body;
    codec::JsonWriter out{body};
    codec::write_filing_form(out, cases::filing_form(c, services.forms, rules, services.now()));
    return json(200, std::move(body));
}

// For one's own side; staff of the shop and officers may read both.
http::Response statement(const Services& services, http::Request& request, const Member& member) {
    const auto loaded = seen_case_of(services, request, member);
    if (!loaded) return loaded.error();
    if (!may_read_words(member, (*loaded)->state)) return forbidden();
    auto party = cases::parse_name<cases::Side>(http::query_value(request, "party").value_or(""));
    if (!party || (*party != cases::Side::Shop && *party != cases::Side::Customer))
        return from_fault({.field = "party", .expected = say("ask.side")});
    if (!accounts::may(member.membership, Permission::ReadCases)) party = cases::Side::Customer;
    const cases::Rules rules{.library = &services.library, .totals = {}};
    const auto reasons = cases::statement_of_reasons((*loaded)->state, *party, rules);
    if (!reasons) return conflict(say("conflict.no_reasons"));
    std::string body;
    codec::JsonWriter out{body};
    codec::write_statement(out, *reasons);
    return json(200, std::move(body));
}

http::Response dsa(const Services& services, http::Request& request, const Member& member) {
    const auto loaded = seen_case_of(services, request, member);
    if (!loaded) return loaded.error();
    const cases::Rules rules{.library = &services.library, .totals = {}};
    const auto values = cases::dsa_statement((*loaded)->state, rules);
    if (!values) return conflict(say("conflict.no_restriction"));
    std::string body;
    codec::JsonWriter out{body};
    codec::write_dsa(out, *values);
    return json(200, std::move(body));
}

}  // namespace

void add_case_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string one = "/api/v1/shops/{shop}/cases/{case}";
    router.add(Method::Get, one, for_members(services, std::nullopt, show));
    router.add(Method::Get, one + "/events", for_members(services, std::nullopt, history));
    router.add(Method::Get, one + "/rehearsal",
               for_members(services, Permission::ReadPersonal, rehearsal));
    router.add(Method::Get, one + "/form", for_members(services, Permission::ReadPersonal, form));
    router.add(Method::Get, one + "/statement", for_members(services, std::nullopt, statement));
    router.add(Method::Get, one + "/dsa", for_members(services, Permission::ReadPersonal, dsa));
}

}  // namespace pingli::api
