// What reviews complain of, counted over all of them: by cause, product, courier, agent and week.

#include <algorithm>
#include <array>
#include <map>

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/list_json.hpp"
#include "api/query.hpp"
#include "api/routes.hpp"
#include "codec/json_writer.hpp"
#include "reviews/shelved.hpp"

namespace pingli::api {

namespace {

using codec::JsonWriter;

constexpr std::array<std::string_view, 5> kBy{"cause", "sku", "courier", "agent", "week"};

struct Group {
    std::int64_t count = 0, malicious = 0, genuine = 0, unclear = 0;
    std::vector<std::int64_t> causes = std::vector<std::int64_t>(reviews::cause_names().size());

    void add(const app::CauseCount& one) {
        count += one.count;
        if (one.verdict == "malicious") malicious += one.count;
        if (one.verdict == "genuine") genuine += one.count;
        if (one.verdict == "unclear") unclear += one.count;
        for (std::size_t i = 0; i < causes.size(); ++i)
            if ((one.causes & (std::int64_t{1} << i)) != 0) causes.at(i) += one.count;
    }
};

// What is asked, with the range that its links repeat.
struct Asked {
    app::CauseQuery query;
    std::string_view by;
    std::string range;  // "&made_from=…&made_before=…"
    std::size_t limit = 0;
};

Instant monday_of(std::int64_t week, Duration offset) {
    return Instant{app::kWeekZero + (week * app::kWeek) - offset};
}

struct Named {
    std::string name, link;
    Group group;
};

std::vector<Named> by_cause(const std::vector<app::CauseCount>& counts) {
    std::vector<Named> groups;
    for (std::size_t i = 0; i < reviews::cause_names().size(); ++i) {
        Named one{.name = std::string{reviews::cause_names().at(i)}, .link = {}, .group = {}};
        for (const app::CauseCount& count : counts)
            if ((count.causes & (std::int64_t{1} << i)) != 0) one.group.add(count);
        one.link = "cause=" + one.name;
        if (one.group.count > 0) groups.push_back(std::move(one));
    }
    return groups;
}

std::vector<Named> by_week(const std::vector<app::CauseCount>& counts, Duration offset) {
    std::map<std::int64_t, Group> weeks;
    for (const app::CauseCount& count : counts)
        if (count.week >= 0) weeks[count.week].add(count);
    std::vector<Named> groups;
    for (const auto& [week, group] : weeks) {
        const Instant from = monday_of(week, offset);
        const std::string day = format_instant(from, offset).substr(0, 10);
        groups.push_back(
            {.name = day,
             .link = "made_from=" + in_query(from) + "&made_before=" + in_query(from + app::kWeek),
             .group = group});
    }
    return groups;
}

std::vector<Named> by_name(const std::vector<app::CauseCount>& counts, std::string_view by) {
    std::map<std::string, Group> names;
    for (const app::CauseCount& count : counts) names[count.name].add(count);
    std::vector<Named> groups;
    groups.reserve(names.size());
    for (const auto& [name, group] : names)
        groups.push_back(
            {.name = name, .link = std::string{by} + "=" + in_query(name), .group = group});
    return groups;
}

// In their order, the latest of them.
std::vector<Named> weeks_of(const Asked& asked, const std::vector<app::CauseCount>& counts) {
    auto weeks = by_week(counts, asked.query.offset);
    if (weeks.size() > asked.limit)
        weeks.erase(weeks.begin(), weeks.end() - static_cast<std::ptrdiff_t>(asked.limit));
    return weeks;
}

std::vector<Named> groups_of(const Asked& asked, const std::vector<app::CauseCount>& counts) {
    if (asked.by == "week") return weeks_of(asked, counts);
    auto groups = asked.by == "cause" ? by_cause(counts) : by_name(counts, asked.by);
    std::ranges::stable_sort(groups, std::greater{},
                             [](const Named& one) { return one.group.count; });
    groups.resize(std::min(groups.size(), asked.limit));
    return groups;
}

void write_group(JsonWriter& out, const Asked& asked, const Named& one) {
    out.begin_object();
    out.field("name", one.name);
    out.field("count", one.group.count);
    out.field("malicious", one.group.malicious);
    out.field("genuine", one.group.genuine);
    out.field("unclear", one.group.unclear);
    out.key("causes");
    out.begin_array();
    for (std::size_t i = 0; i < reviews::cause_names().size(); ++i) {
        if (one.group.causes.at(i) == 0) continue;
        out.begin_object();
        out.field("cause", reviews::cause_names().at(i));
        out.field("count", one.group.causes.at(i));
        out.end_object();
    }
    out.end_array();
    // Whatever has been done with them; a week is a range itself.
    out.field("query", "reviews?kind=review&state=any&order=newest&" + one.link +
                           (asked.by == "week" ? "" : asked.range));
    out.end_object();
}

std::int64_t sum(const std::vector<app::CauseCount>& counts) {
    std::int64_t all = 0;
    for (const app::CauseCount& one : counts) all += one.count;
    return all;
}

Result<std::string> counted(const Services& services, const Asked& asked) {
    auto all = asked.query;
    all.by = app::CauseBy::All;
    const auto totals = TRY(services.store.count_causes(all));
    const auto counts = asked.query.by == app::CauseBy::All
                            ? totals
                            : TRY(services.store.count_causes(asked.query));
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.field("by", asked.by);
    moment_or_null(out, "from", asked.query.made_from);
    moment_or_null(out, "to", asked.query.made_before);
    out.field("total", sum(totals));
    const auto groups = groups_of(asked, counts);
    std::int64_t of_groups = 0;
    for (const Named& one : groups) of_groups += one.group.count;
    // One review can have several causes: it is counted once here.
    const auto with_cause = [](const app::CauseCount& one) { return one.causes != 0; };
    if (asked.by == "cause") {
        of_groups = 0;
        for (const app::CauseCount& one : totals) of_groups += with_cause(one) ? one.count : 0;
    }
    out.field("counted", of_groups);
    out.key("groups");
    out.begin_array();
    for (const Named& one : groups) write_group(out, asked, one);
    out.end_array();
    out.end_object();
    return text;
}

http::Response causes(const Services& services, http::Request& request, const Member& member) {
    const auto limit = limit_of(request);
    if (!limit) return limit.error();
    const auto named = text_of(request, "by").value_or("cause");
    const auto* const by = std::ranges::find(kBy, named);
    if (by == kBy.end()) return from_fault({.field = "by", .expected = say("ask.cause_group")});
    // Those are people.
    if (*by == "agent" && !accounts::may(member.membership, accounts::Permission::ReadPersonal))
        return forbidden();
    const auto from = time_of(request, "from");
    if (!from) return from.error();
    const auto to = time_of(request, "to");
    if (!to) return to.error();
    const auto shop = services.shops.find(member.shop, services.now());
    if (!shop) return from_error(shop.error());
    const auto zone = services.resources.load_zone(shop->zone);
    Asked asked{.query = {}, .by = *by, .range = {}, .limit = *limit};
    asked.query.shop = member.shop;
    asked.query.by = static_cast<app::CauseBy>(by - kBy.begin());
    asked.query.made_from = *from;
    asked.query.made_before = *to;
    asked.query.names_max = *limit;
    if (zone) asked.query.offset = zone->offset_at(services.now());
    if (*from) asked.range += "&made_from=" + in_query(**from);
    if (*to) asked.range += "&made_before=" + in_query(**to);
    auto text = counted(services, asked);
    return text ? json(200, std::move(*text)) : from_error(text.error());
}

}  // namespace

void add_cause_routes(http::Router& router, const Services& services) {
    router.add(http::Method::Get, "/api/v1/shops/{shop}/causes",
               for_members(services, accounts::Permission::ReadCases, causes));
}

}  // namespace pingli::api
