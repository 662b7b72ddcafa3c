// Rulebooks as people read, search, compare and try them. Whoever is logged in may.

#include <algorithm>

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/limits.hpp"
#include "api/list_json.hpp"
#include "api/routes.hpp"
#include "codec/facts_json.hpp"
#include "codec/rulebook_files.hpp"
#include "codec/rulebook_json.hpp"
#include "rulebook/check.hpp"
#include "rulebook/library.hpp"

namespace pingli::api {

namespace {

using codec::JsonWriter;
using rulebook::RulebookPtr;

constexpr std::size_t kHitsMax = 100;
constexpr std::size_t kChangesMax = 2'000;

std::string text_of(const http::Request& request, std::string_view name) {
    return std::string{http::query_value(request, name).value_or("")};
}

RulebookPtr in_force_now(const Services& services, std::string_view id) {
    const auto versions = services.library.versions(id);
    if (versions.empty()) return nullptr;
    const LocalTime local = versions.back()->zone.to_local(services.now());
    return services.library.in_force(id, std::chrono::floor<std::chrono::days>(local));
}

// The version of the path, or the answer that there is none.
std::expected<RulebookPtr, http::Response> book_of(const Services& services,
                                                   const http::Request& request) {
    auto book = services.library.find(http::path_value(request, "rulebook"),
                                      http::path_value(request, "version"));
    if (book == nullptr) return std::unexpected(not_found());
    return book;
}

Result<std::vector<codec::PageBlock>> page_of(const rulebook::Rulebook& book) {
    const std::string bytes = TRY(codec::read_rulebook_source(book));
    return codec::read_page_blocks(bytes);
}

http::Response list(const Services& services, http::Request&, const Visitor&) {
    return json(200, list_json("rulebooks", services.library.ids(),
                               [&](JsonWriter& out, const std::string& id) {
                                   const auto versions = services.library.versions(id);
                                   const auto now = in_force_now(services, id);
                                   const auto& newest = now ? now : versions.back();
                                   out.begin_object();
                                   out.field("id", id);
                                   out.field("authority", newest->authority);
                                   out.key("title");
                                   out.bilingual(newest->title);
                                   out.key("in_force");
                                   out.text_or_null(now ? now->version : "");
                                   out.key("versions");
                                   out.begin_array();
                                   for (const RulebookPtr& book : versions)
                                       codec::write_rulebook_version(out, *book);
                                   out.end_array();
                                   out.end_object();
                               }));
}

http::Response show(const Services& services, http::Request& request, const Visitor&) {
    const auto book = book_of(services, request);
    if (!book) return book.error();
    const auto page = page_of(**book);
    if (!page) return from_error(page.error());
    const bool is_in_force = in_force_now(services, (*book)->id) == *book;
    return json(200, codec::rulebook_json(**book, is_in_force, *page));
}

http::Response check(const Services& services, http::Request& request, const Visitor&) {
    const auto book = book_of(services, request);
    if (!book) return book.error();
    Problems problems;
    rulebook::check_book(*book, problems);
    Problems between;
    rulebook::check_versions(services.library.versions((*book)->id), between);
    for (Problem& problem : between)
        if (problem.file == (*book)->file) problems.push_back(std::move(problem));
    return json(200, codec::rulebook_check_json(**book, problems));
}

http::Response decide(const Services& services, http::Request& request, const Visitor&) {
    const auto book = book_of(services, request);
    if (!book) return book.error();
    const std::string table{http::path_value(request, "table")};
    if ((*book)->find_table(table) == nullptr) return not_found();
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const auto given = body->object("facts");
    if (const auto fault = body->fault()) return from_fault(*fault);
    Problems problems;
    const auto facts = codec::parse_facts(given.value_or("{}"), "facts", 1, problems);
    if (!problems.empty())
        return from_fault({.field = "facts", .expected = problems.front().expected});
    const auto decision =
        services.library.decide((*book)->id + "@" + (*book)->version, table, facts);
    return decision ? json(200, codec::try_out_json(*decision)) : from_error(decision.error());
}

// --- two versions, and words ---

Result<std::vector<rulebook::Entry>> all_of(const rulebook::Rulebook& book) {
    auto entries = rulebook::entries_of(book);
    const auto page = TRY(page_of(book));
    std::ranges::move(codec::prose_of(page), std::back_inserter(entries));
    return entries;
}

http::Response compare(const Services& services, http::Request& request, const Visitor&) {
    const std::string id{http::path_value(request, "rulebook")};
    if (services.library.versions(id).empty()) return not_found();
    const auto from = services.library.find(id, text_of(request, "from"));
    const auto to = services.library.find(id, text_of(request, "to"));
    if (!from || !to)
        return from_fault({.field = from ? "to" : "from", .expected = say("ask.version", id)});
    const auto before = all_of(*from);
    const auto after = all_of(*to);
    if (!before || !after) return from_error(before ? after.error() : before.error());
    const auto changes = rulebook::compare(*before, *after);
    const std::size_t shown = std::min(changes.size(), kChangesMax);
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.field("id", id);
    out.field("from", from->version);
    out.field("to", to->version);
    out.key("changes");
    out.begin_array();
    for (std::size_t i = 0; i < shown; ++i) codec::write_change(out, changes[i]);
    out.end_array();
    out.field("more", static_cast<std::int64_t>(changes.size() - shown));
    out.end_object();
    return json(200, std::move(text));
}

// Each book once: the version in force, else the latest.
http::Response search(const Services& services, http::Request& request, const Visitor&) {
    const std::string words = text_of(request, "q");
    if (words.size() > kSearchBytesMax)
        return from_fault({.field = "q", .expected = say("field.bytes_max", kSearchBytesMax)});
    const auto folded = rulebook::folded_words(words, services.fold);
    if (folded.empty()) return from_fault({.field = "q", .expected = say("field.search")});
    const std::string only = text_of(request, "rulebook");
    std::string text;
    JsonWriter out{text};
    std::size_t found = 0;
    out.begin_object();
    out.key("hits");
    out.begin_array();
    for (const std::string& id : services.library.ids()) {
        if (!only.empty() && id != only) continue;
        const auto now = in_force_now(services, id);
        const auto& book = now ? now : services.library.versions(id).back();
        const auto entries = all_of(*book);
        if (!entries) return from_error(entries.error());
        for (const rulebook::Entry& entry : *entries) {
            if (!rulebook::has_words(entry, folded, services.fold)) continue;
            if (found++ < kHitsMax) codec::write_hit(out, *book, entry);
        }
    }
    out.end_array();
    out.field("more", static_cast<std::int64_t>(found - std::min(found, kHitsMax)));
    out.end_object();
    return json(200, std::move(text));
}

}  // namespace

void add_rulebook_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string all = "/api/v1/rulebooks";
    const std::string one = all + "/{rulebook}/{version}";
    router.add(Method::Get, all, for_visitors(services, list));
    router.add(Method::Get, all + "/search", for_visitors(services, search));
    router.add(Method::Get, all + "/{rulebook}/compare", for_visitors(services, compare));
    router.add(Method::Get, one, for_visitors(services, show));
    router.add(Method::Get, one + "/check", for_visitors(services, check));
    router.add(Method::Post, one + "/tables/{table}/decide", for_visitors(services, decide));
}

}  // namespace pingli::api
