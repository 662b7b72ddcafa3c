// Administration of a shop: its name and zone, what waits today, the chain of events and its
// verification.

#include <algorithm>
#include <map>
#include <ranges>

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/people_json.hpp"
#include "api/query.hpp"
#include "api/routes.hpp"
#include "app/head_line.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

using accounts::Permission;
using codec::JsonWriter;

// --- the shop itself ---

http::Response change_shop(const Services& services, http::Request& request, const Member& member) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const auto name = body->text("name");
    const auto zone = body->text("zone");
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (zone && !services.resources.load_zone(*zone))
        return from_fault({.field = "zone", .expected = say("ask.zone")});
    const auto changed = services.shops.change(member.shop, name, zone, services.now());
    if (!changed && changed.error().code == ErrorCode::Invalid)
        return from_fault({.field = "name", .expected = say("field.line_1_200")});
    return changed ? json(200, shop_json(*changed)) : from_error(changed.error());
}

// By an owner who has one: else the next request were refused, and the shop had nobody to take it
// back.
http::Response demand_second_factor(const Services& services, http::Request& request,
                                    const Member& member) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const auto wanted = body->boolean("is_demanded");
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (!wanted) return from_fault({.field = "is_demanded", .expected = say("field.truth")});
    const Instant now = services.now();
    const auto owed = services.accounts.second_factor_owed(
        member.visitor.user(), member.visitor.caller.has_shown_second, now);
    if (!owed) return from_error(owed.error());
    if (*wanted && *owed != accounts::Owed::Nothing) return conflict(say("account.own_factor"));
    request.asker.detail = *wanted ? "demanded" : "not_demanded";
    if (const auto done = services.shops.demand_second_factor(member.shop, *wanted, now); !done)
        return from_error(done.error());
    const auto shop = services.shops.find(member.shop, now);
    return shop ? json(200, shop_json(*shop)) : from_error(shop.error());
}

// --- today ---

constexpr Duration kSoon = std::chrono::hours{24};
constexpr Duration kLately = std::chrono::days{7};

class Today {
public:
    Today(const Services& services, const ShopId& shop)
        : services_(services), shop_(shop), now_(services.now()) {}

    Result<std::string> write() {
        const auto record = TRY(services_.shops.find(shop_, now_));
        out_.begin_object();
        out_.field("now", now_);
        out_.field("zone", record.zone);
        TRY(phases());
        TRY(due());
        TRY(lately());
        out_.end_object();
        return std::move(text_);
    }

private:
    [[nodiscard]] app::QueueQuery all() const {
        app::QueueQuery query;
        query.shop = shop_;
        return query;
    }
    Result<void> phases() {
        out_.key("phases");
        out_.begin_array();
        for (const app::PhaseCount& one : TRY(services_.store.count_phases(shop_))) {
            out_.begin_object();
            out_.field("phase", one.phase);
            out_.field("count", one.count);
            out_.field("query", "cases?phase=" + one.phase);
            out_.end_object();
        }
        out_.end_array();
        return {};
    }
    Result<void> due() {
        auto query = all();
        query.due_to = now_ - Duration{1};
        TRY(add("overdue", query, "cases?order=due&due_to=" + in_query(*query.due_to)));
        query.due_to = now_ + kSoon;
        return add("due_in_24_hours", query, "cases?order=due&due_to=" + in_query(*query.due_to));
    }
    Result<void> lately() {
        const Instant from = now_ - kLately;
        auto query = all();
        query.updated_from = from;
        TRY(add("changed_in_7_days", query, "cases?order=updated&updated_from=" + in_query(from)));
        query.phase = to_name(cases::Phase::Ruled);
        TRY(add("ruled_in_7_days", query,
                "cases?order=updated&phase=ruled&updated_from=" + in_query(from)));
        query = all();
        query.kind = to_name(cases::CaseKind::HarassmentClaim);
        query.opened_from = from;
        return add("claims_in_7_days", query,
                   "cases?order=newest&kind=harassment_claim&opened_from=" + in_query(from));
    }
    Result<void> add(std::string_view name, const app::QueueQuery& query, const std::string& link) {
        const std::int64_t counted = TRY(services_.store.count_cases(query));
        out_.key(name);
        out_.begin_object();
        out_.field("count", counted);
        out_.field("query", link);
        out_.end_object();
        return {};
    }

    const Services& services_;
    const ShopId& shop_;
    Instant now_;
    std::string text_;
    JsonWriter out_{text_};
};

http::Response today(const Services& services, http::Request&, const Member& member) {
    auto text = Today{services, member.shop}.write();
    return text ? json(200, std::move(*text)) : from_error(text.error());
}

// --- the chain ---

Result<app::Head> head_of(const Services& services, const ShopId& shop) {
    const auto heads = TRY(services.store.heads());
    const auto at = std::ranges::find(heads, shop, &app::Head::shop);
    if (at == heads.end()) return app::Head{.shop = shop, .position = 0, .hash = {}};
    return *at;
}

void write_head(JsonWriter& out, const app::Head& head) {
    out.key("head");
    out.begin_object();
    out.field("position", head.position);
    out.field("hash", app::to_hex(head.hash));
    out.end_object();
}

// Numbers of cases and names of people, each looked up once a page.
class AuditPage {
public:
    AuditPage(const Services& services, const Member& member, JsonWriter& out)
        : services_(services),
          shop_(member.shop),
          shows_names_(accounts::may(member.membership, Permission::ReadPersonal)),
          out_(out) {}

    Result<void> write(const app::StoredEvent& stored) {
        const auto event = TRY(services_.read_event(stored));
        const UserId& user = event.by.user;
        out_.begin_object();
        out_.field("position", stored.position);
        out_.field("case_id", stored.case_id.value());
        out_.key("number");
        out_.text_or_null(number_of(stored.case_id));
        if (const auto review = app::review_of(stored.case_id)) {
            out_.key("review");
            out_.begin_object();
            out_.field("kind", review->kind);
            out_.field("id", review->id);
            out_.end_object();
        }
        out_.field("version", stored.version);
        out_.field("type", stored.type);
        out_.field("at", event.at);
        out_.key("user");
        out_.text_or_null(user.value());
        out_.key("name");
        out_.text_or_null(is_named(event.by.role) ? name_of(user) : std::string{});
        out_.key("role");
        out_.text_or_null(to_name(event.by.role));
        out_.field("hash", app::to_hex(stored.hash));
        out_.end_object();
        return {};
    }

private:
    // Who acted in office is what an audit is about; who a customer is, is not.
    [[nodiscard]] bool is_named(cases::Role role) const {
        return shows_names_ || role != cases::Role::Claimant;
    }
    const std::string& number_of(const CaseId& case_id) {
        const auto [at, is_new] = numbers_.try_emplace(case_id);
        if (is_new)
            if (const auto entry = services_.store.find(shop_, case_id)) at->second = entry->number;
        return at->second;
    }
    const std::string& name_of(const UserId& user) {
        const auto [at, is_new] = names_.try_emplace(user);
        if (is_new)
            if (const auto account = services_.accounts.account(user, services_.now()))
                at->second = account->name;
        return at->second;
    }

    const Services& services_;
    const ShopId& shop_;
    bool shows_names_;
    JsonWriter& out_;
    std::map<CaseId, std::string> numbers_;
    std::map<UserId, std::string> names_;
};

// The latest first; the cursor is the position before which the next page begins.
http::Response audit(const Services& services, http::Request& request, const Member& member) {
    const auto limit = limit_of(request);
    if (!limit) return limit.error();
    const auto head = head_of(services, member.shop);
    if (!head) return from_error(head.error());
    std::int64_t before = head->position + 1;
    const auto cursor = number_cursor_of(request);
    if (!cursor) return cursor.error();
    before = std::min(before, cursor->value_or(before));
    const auto wanted = static_cast<std::int64_t>(*limit);
    const std::int64_t from = std::max<std::int64_t>(1, before - wanted);
    std::vector<app::StoredEvent> events;
    if (before > from) {
        auto read =
            services.store.read_shop(member.shop, from, static_cast<std::size_t>(before - from));
        if (!read) return from_error(read.error());
        events = std::move(*read);
    }
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.key("entries");
    out.begin_array();
    AuditPage page{services, member, out};
    for (const auto& event : events | std::views::reverse)
        if (const auto done = page.write(event); !done) return from_error(done.error());
    out.end_array();
    write_head(out, *head);
    out.key("next");
    out.text_or_null(from > 1 && before > from ? std::to_string(from) : "");
    out.end_object();
    return json(200, std::move(text));
}

// --- verification ---

std::string walk_json(const ChainWalk& walk) {
    const bool is_done = walk.state == JobState::Done;
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.field("state", to_name(walk.state));
    out.field("started_at", walk.started_at);
    if (walk.ended_at) out.field("ended_at", *walk.ended_at);
    out.field("done", walk.done);
    out.field("of", walk.of);
    out.key("is_good");
    if (is_done)
        out.boolean(walk.faults.empty());
    else
        out.null();
    if (is_done) {
        write_head(out, walk.head);
        out.field("line", app::to_line(walk.head));
    }
    out.field("events", walk.events);
    out.field("cases", walk.cases);
    out.field("files", walk.files);
    out.field("rows", walk.rows);
    if (walk.expected) out.field("expected", walk.expected->position);
    out.key("faults");
    out.begin_array();
    for (const ChainFault& fault : walk.faults) {
        out.begin_object();
        out.field("kind", fault.kind);
        out.field("position", fault.position);
        out.field("what", english(fault.what));
        out.key("said");
        out.bilingual(both(fault.what));
        out.end_object();
    }
    out.end_array();
    out.field("further_faults", walk.further_faults);
    out.end_object();
    return text;
}

http::Response verify(const Services& services, http::Request& request, const Member& member) {
    auto body = codec::JsonBody::parse(request.body.empty() ? "{}" : request.body);
    if (!body) return from_fault(body.error());
    const auto line = body->text("expect");
    if (const auto fault = body->fault()) return from_fault(*fault);
    std::optional<app::Head> expected;
    if (line && !line->empty()) {
        expected = app::parse_head(*line);
        if (!expected || expected->shop != member.shop)
            return from_fault({.field = "expect", .expected = say("ask.head")});
    }
    const auto walk =
        services.office.verify(member.shop, member.visitor.user(), std::move(expected));
    if (!walk && walk.error().code == ErrorCode::VersionConflict)
        return conflict(say("conflict.walk"));
    return walk ? json(202, walk_json(*walk)) : from_error(walk.error());
}

http::Response show_walk(const Services& services, http::Request&, const Member& member) {
    const auto walk = services.office.walk(member.shop);
    return json(200, "{\"walk\":" + (walk ? walk_json(*walk) : "null") + "}");
}

http::Response stop_walk(const Services& services, http::Request&, const Member& member) {
    services.office.stop_walk(member.shop);
    return http::no_content();
}

}  // namespace

std::string_view to_name(JobState state) {
    constexpr std::array<std::string_view, 4> kNames = {"running", "done", "stopped", "failed"};
    return kNames.at(static_cast<std::size_t>(state));
}

void add_office_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string shop = "/api/v1/shops/{shop}";
    const std::string verification = shop + "/verification";
    router.add(Method::Patch, shop, for_members(services, Permission::ManagePeople, change_shop));
    router.add(Method::Put, shop + "/second-factor",
               for_members_in_session(services, Permission::ManagePeople, demand_second_factor));
    router.add(Method::Get, shop + "/today", for_members(services, Permission::ReadCases, today));
    router.add(Method::Get, shop + "/audit", for_members(services, Permission::VerifyAudit, audit));
    router.add(Method::Post, verification, for_members(services, Permission::VerifyAudit, verify));
    router.add(Method::Get, verification,
               for_members(services, Permission::VerifyAudit, show_walk));
    router.add(Method::Delete, verification,
               for_members(services, Permission::VerifyAudit, stop_walk));
}

}  // namespace pingli::api
