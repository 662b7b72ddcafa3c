// The figures of a shop: how cases end by kind, by ground and by the evidence that was there (B12),
// which clocks were kept, which duties broken.

#include <functional>

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/routes.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

using codec::JsonWriter;
using views::Tally;

void tally_fields(JsonWriter& out, const Tally& tally) {
    out.field("open", tally.open);
    out.field("upheld", tally.upheld);
    out.field("not_upheld", tally.not_upheld);
    out.field("withdrawn", tally.withdrawn);
    out.field("otherwise_closed", tally.otherwise_closed);
    out.key("upheld_share");  // of those that were ruled; of none there is no share
    const std::int64_t ruled = tally.upheld + tally.not_upheld;
    if (ruled == 0)
        out.null();
    else
        out.share(static_cast<double>(tally.upheld) / static_cast<double>(ruled));
}

// "review_report/chat_reference": the kind of case, and what `what` calls the rest.
void tallies(JsonWriter& out, std::string_view name, std::string_view what,
             const std::map<std::string, Tally>& all) {
    out.key(name);
    out.begin_array();
    for (const auto& [full, tally] : all) {
        const std::size_t slash = full.find('/');
        out.begin_object();
        out.key("kind");
        out.text(full.substr(0, slash));
        if (!what.empty()) {
            out.key(what);
            out.text(slash == std::string_view::npos ? "" : full.substr(slash + 1));
        }
        tally_fields(out, tally);
        out.end_object();
    }
    out.end_array();
}

void clocks(JsonWriter& out, const views::Statistics& figures) {
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> all;
    for (const auto& [name, count] : figures.clocks_kept) all[name].first = count;
    for (const auto& [name, count] : figures.clocks_missed) all[name].second = count;
    out.key("clocks");
    out.begin_array();
    for (const auto& [name, counts] : all) {
        out.begin_object();
        out.key("clock");
        out.text(name);
        out.field("kept", counts.first);
        out.field("missed", counts.second);
        out.end_object();
    }
    out.end_array();
}

std::string statistics_json(const ShopFigures& all) {
    const views::Statistics& figures = all.figures;
    std::string body;
    JsonWriter out{body};
    out.begin_object();
    out.field("position", all.position);
    out.field("behind", all.head - all.position);
    tallies(out, "by_kind", {}, figures.by_kind);
    tallies(out, "by_ground", "ground", figures.by_ground);
    tallies(out, "by_evidence", "evidence", figures.by_evidence);
    clocks(out, figures);
    out.key("breaches");
    out.begin_array();
    for (const auto& [name, count] : figures.breaches) {
        out.begin_object();
        out.key("breach");
        out.text(name);
        out.field("count", count);
        out.end_object();
    }
    out.end_array();
    out.field("appeals", figures.appeals);
    out.field("overturned", figures.overturned);
    out.field("reopened", figures.reopened);
    out.end_object();
    return body;
}

http::Response statistics(const Services& services, http::Request&, const Member& member) {
    const auto figures = services.statistics(member.shop);
    return figures ? json(200, statistics_json(*figures)) : from_error(figures.error());
}

}  // namespace

void add_statistics_routes(http::Router& router, const Services& services) {
    router.add(http::Method::Get, "/api/v1/shops/{shop}/statistics",
               for_members(services, accounts::Permission::ReadCases, statistics));
}

}  // namespace pingli::api
