// Why a deadline falls when it does, and what is due in a shop.

#include <algorithm>
#include <set>

#include "api/answers.hpp"
#include "api/case_access.hpp"
#include "api/guard.hpp"
#include "api/query.hpp"
#include "api/routes.hpp"
#include "calendar/question.hpp"
#include "cases/clock_steps.hpp"
#include "codec/deadline_json.hpp"
#include "codec/rulebook_json.hpp"

namespace pingli::api {

namespace {

using accounts::Permission;
using codec::JsonWriter;

constexpr std::size_t kDaysExplainedMax = 1'100;  // three years, day by day
constexpr std::size_t kPausesMax = 50;
constexpr Duration kWarnsBefore = std::chrono::hours{24};
constexpr std::size_t kCasesWalkedMax = 1'000;  // for one page of what is due

// --- a question by itself ---

// A period too long to be told day by day.
bool is_long(const calendar::Period& period) {
    const bool is_days =
        period.unit == calendar::Unit::Days || period.unit == calendar::Unit::WorkingDays;
    return is_days && period.amount > static_cast<std::int64_t>(kDaysExplainedMax);
}

bool is_long(const calendar::Question& question) {
    Duration paused{0};
    for (const calendar::Pause& pause : question.pauses) paused += pause.to - pause.from;
    return is_long(question.period) || paused > std::chrono::days{kDaysExplainedMax};
}

std::string counted_json(const calendar::Calendar& calendar, const Zone& zone,
                         const calendar::Request& request, const calendar::Stated& stated) {
    const auto explained = calendar::explain_due(calendar, zone, request);
    const auto assumed =
        calendar::assumptions(stated, request, explained.answer, calendar.id(), zone.name());
    return codec::to_json(codec::DeadlineAnswer{.calendar = calendar,
                                                .zone = zone,
                                                .request = request,
                                                .explained = explained,
                                                .assumed = assumed});
}

http::Response explain(const Services& services, http::Request& request, const Visitor&) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    calendar::WrittenQuestion written{.from = body->needed_text("from"),
                                      .period = body->needed_text("period"),
                                      .ends = body->text("ends").value_or(""),
                                      .pause = {}};
    const auto calendar_id = body->text("calendar");
    const auto zone_name = body->text("zone");
    written.pause = body->texts("pauses").value_or(std::vector<std::string>{});
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (written.pause.size() > kPausesMax)
        return from_fault({.field = "pauses", .expected = say("field.items_50")});
    written.states_calendar = calendar_id.has_value();
    written.states_zone = zone_name.has_value();
    const auto zone = services.resources.load_zone(zone_name.value_or("Asia/Shanghai"));
    if (!zone) return from_fault({.field = "zone", .expected = say("ask.zone")});
    const auto calendar = services.resources.load_calendar(calendar_id.value_or("cn"));
    if (!calendar) return from_fault({.field = "calendar", .expected = say("ask.calendar")});
    const auto question = calendar::read_question(written, *zone);
    if (!question)
        return from_fault(
            {.field = question.error().field == "pause" ? "pauses" : question.error().field,
             .expected = question.error().expected});
    if (is_long(*question)) return from_fault({.field = "period", .expected = say("ask.days_max")});
    return json(200, counted_json(**calendar, *zone, question->request(), question->stated));
}

// --- a clock of a case ---

struct Rule {  // what the case's rulebook says of a clock
    rulebook::RulebookPtr book;
    const rulebook::Deadline* deadline = nullptr;
};

std::optional<Rule> rule_of(const Services& services, const cases::Case& c,
                            std::string_view clock) {
    const auto book = services.library.find(c.book.id, c.book.version);
    if (book == nullptr) return std::nullopt;
    const auto at = std::ranges::find(book->deadlines, clock, &rulebook::Deadline::name);
    if (at == book->deadlines.end()) return std::nullopt;
    return Rule{.book = book, .deadline = &*at};
}

void flag(JsonWriter& out, std::string_view name, bool value) {
    out.key(name);
    out.boolean(value);
}

// A pause that still lasts does not count yet: until it ends, the clock is due as it was before.
std::string counted_json(const Rule& rule, const cases::Clock& clock) {
    std::vector<calendar::Pause> pauses;
    for (const cases::ClockPause& pause : clock.pauses)
        if (pause.to) pauses.push_back({.from = pause.from, .to = *pause.to});
    return counted_json(*rule.book->calendar, rule.book->zone,
                        {.from = clock.from,
                         .period = rule.deadline->period,
                         .ends = rule.deadline->ends,
                         .pauses = pauses},
                        {});
}

void write_pauses(JsonWriter& out, const cases::Clock& clock, bool shows_words) {
    out.key("pauses");
    out.begin_array();
    for (const cases::ClockPause& pause : clock.pauses) {
        out.begin_object();
        out.field("from", pause.from);
        if (pause.to) out.field("to", *pause.to);
        out.field("reason", shows_words ? pause.reason : std::string{});
        out.end_object();
    }
    out.end_array();
}

std::string clock_json(const cases::Case& c, const cases::Clock& clock, const Rule& rule,
                       bool shows_words) {
    const rulebook::Fact& from = rule.book->facts[rule.deadline->from];
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.field("case_id", c.opening.case_id.value());
    out.field("clock", clock.name);
    out.field("count", std::int64_t{std::ranges::count(c.clocks, clock.name, &cases::Clock::name)});
    out.key("words");
    out.bilingual(rule.deadline->words);
    out.field("state", to_name(clock.state));
    out.field("from", clock.from);
    out.field("from_fact", from.name);
    out.key("from_words");
    out.bilingual(from.words);
    out.field("due", clock.due);
    if (clock.ended_at) out.field("ended_at", *clock.ended_at);
    flag(out, "provisional", clock.provisional);
    out.field("acts", to_name(cases::side_of(c, clock.name)));
    out.field("rulebook", rule.book->id);
    out.field("version", rule.book->version);
    out.key("clause");
    codec::write_clause(out, rule.book->clauses[rule.deadline->clause]);
    write_pauses(out, clock, shows_words);
    out.key("counted");
    out.raw(counted_json(rule, clock));
    out.end_object();
    return text;
}

http::Response clock(const Services& services, http::Request& request, const Member& member) {
    const auto loaded = seen_case_of(services, request, member);
    if (!loaded) return loaded.error();
    const cases::Case& c = (*loaded)->state;
    const cases::Clock* found = c.clock(http::path_value(request, "clock"));
    if (found == nullptr) return not_found();
    const auto rule = rule_of(services, c, found->name);
    if (!rule) return conflict(say("conflict.no_rulebook"));
    return json(200, clock_json(c, *found, *rule, may_read_words(member, c)));
}

// --- what is due ---

enum class Wanted : std::uint8_t { Running, Missed };

struct Span {
    Wanted wanted{};
    std::optional<Instant> from;
    std::optional<Instant> to;
    [[nodiscard]] bool contains(Instant due) const {
        return (!from || due >= *from) && (!to || due <= *to);
    }
};

void write_due(JsonWriter& out, const Services& services, const Member& member,
               const app::CaseEntry& entry, const cases::Case& c, const cases::Clock& one) {
    const auto rule = rule_of(services, c, one.name);
    const bool is_paused = one.state == cases::ClockState::Paused;
    out.begin_object();
    out.field("case_id", entry.case_id.value());
    out.field("number", entry.number);
    out.field("title", may_read_words(member, c) ? c.opening.title : std::string{});
    out.field("kind", entry.row.kind);
    out.field("phase", entry.row.phase);
    out.key("assigned");
    out.text_or_null(entry.row.assigned);
    out.field("clock", one.name);
    out.key("words");
    out.bilingual(rule ? rule->deadline->words : Bilingual{.zh = one.name, .en = one.name});
    out.field("due", one.due);
    out.field("warns_at", one.due - kWarnsBefore);
    flag(out, "is_missed",
         one.state == cases::ClockState::Missed || cases::is_past(one, services.now()));
    flag(out, "is_paused", is_paused);
    flag(out, "provisional", one.provisional);
    out.field("acts", to_name(cases::side_of(c, one.name)));
    out.key("clause");
    out.text_or_null(one.clause);
    out.key("rule");
    if (rule)
        out.bilingual(rule->book->clauses[rule->deadline->clause].sentence);
    else
        out.null();
    out.end_object();
}

bool is_wanted(const cases::Clock& one, const Span& span) {
    const bool fits = span.wanted == Wanted::Missed ? one.state == cases::ClockState::Missed
                                                    : one.state == cases::ClockState::Running ||
                                                          one.state == cases::ClockState::Paused;
    return fits && span.contains(one.due);
}

struct Walk {
    std::size_t limit = 0;
    std::string cursor;
    std::size_t written = 0;
    std::size_t cases = 0;
    bool is_over = false;  // nothing that comes later can be in the span
};

// One page of the queue, at most what is still wanted: the page ends where the next one begins.
Result<void> walk_page(const Services& services, const Member& member, const app::QueueQuery& query,
                       const Span& span, Walk& walk, JsonWriter& out) {
    app::QueueQuery some = query;
    some.cursor = walk.cursor;
    some.limit = walk.limit - std::min(walk.limit - 1, walk.written);
    const auto page = TRY(services.store.queue(some));
    walk.cursor = page.next;
    for (const app::CaseEntry& entry : page.entries) {
        ++walk.cases;
        const bool is_running = span.wanted == Wanted::Running;
        if (is_running &&
            (!entry.row.next_due_at || (span.to && *entry.row.next_due_at > *span.to))) {
            walk.is_over = true;
            return {};
        }
        const auto loaded = TRY(services.desk.load(query.shop, entry.case_id));
        std::optional<cases::Case> room;
        const cases::Case& c = cases::seen_by(sight_of(member), loaded->state, room);
        for (const cases::Clock& one : c.clocks) {
            if (!is_wanted(one, span)) continue;
            write_due(out, services, member, entry, c, one);
            ++walk.written;
        }
    }
    return {};
}

http::Response due(const Services& services, http::Request& request, const Member& member) {
    const auto limit = limit_of(request);
    if (!limit) return limit.error();
    const auto from = time_of(request, "from");
    const auto to = time_of(request, "to");
    if (!from || !to) return from ? to.error() : from.error();
    const std::string state = text_of(request, "state").value_or("running");
    if (state != "running" && state != "missed")
        return from_fault({.field = "state", .expected = say("ask.clocks")});
    const Span span{
        .wanted = state == "missed" ? Wanted::Missed : Wanted::Running, .from = *from, .to = *to};
    const app::QueueQuery query{
        .shop = member.shop,
        .kind = {},
        .phase = {},
        .outcome = {},
        .assigned = {},
        .due_to = {},
        .updated_from = {},
        .opened_from = {},
        .order = span.wanted == Wanted::Missed ? app::QueueOrder::Updated : app::QueueOrder::Due,
        .cursor = {},
        .limit = *limit};
    Walk walk{.limit = *limit, .cursor = text_of(request, "cursor").value_or("")};
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.key("deadlines");
    out.begin_array();
    do {
        const auto done = walk_page(services, member, query, span, walk, out);
        if (!done) return from_error(done.error());
    } while (!walk.is_over && !walk.cursor.empty() && walk.written < walk.limit &&
             walk.cases < kCasesWalkedMax);
    out.end_array();
    out.key("next");
    out.text_or_null(walk.is_over ? "" : walk.cursor);
    out.end_object();
    return json(200, std::move(text));
}

}  // namespace

void add_deadline_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string shop = "/api/v1/shops/{shop}";
    router.add(Method::Post, "/api/v1/deadlines/explain", for_visitors(services, explain));
    router.add(Method::Get, shop + "/cases/{case}/clocks/{clock}",
               for_members(services, std::nullopt, clock));
    router.add(Method::Get, shop + "/deadlines", for_members(services, Permission::ReadCases, due));
}

}  // namespace pingli::api
