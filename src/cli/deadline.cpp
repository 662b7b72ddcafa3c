// pingli deadline: when a period ends, and why each day counted or not.

#include "calendar/deadline.hpp"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <vector>

#include "calendar/explain.hpp"
#include "cli/calendars.hpp"
#include "cli/verbs.hpp"
#include "codec/deadline_json.hpp"
#include "zones/zones.hpp"

namespace pingli::cli {

namespace {

struct Options {
    std::string from;
    std::string period;
    std::string calendar = "cn";
    std::string zone = "Asia/Shanghai";
    std::string ends;
    std::vector<std::string> pauses;
    bool explain = false;
    bool states_calendar = false;
    bool states_zone = false;
};

struct Moment {
    Instant at;
    bool has_clock = true;
};

// A time, or a bare date: its 00:00:00.
std::optional<Moment> parse_moment(std::string_view text, const Zone& zone) {
    if (const auto date = parse_date(text))
        return Moment{.at = zone.to_instant(LocalTime{*date}), .has_clock = false};
    if (const auto time = parse_time(text)) return Moment{.at = zone.to_instant(*time)};
    return std::nullopt;
}

std::optional<calendar::Pause> parse_pause(std::string_view text, const Zone& zone) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto from = parse_moment(text.substr(0, slash), zone);
    const auto to = parse_moment(text.substr(slash + 1), zone);
    if (!from || !to || to->at < from->at) return std::nullopt;
    return calendar::Pause{.from = from->at, .to = to->at};
}

std::optional<calendar::Ends> parse_ends(const std::string& text, calendar::Unit unit) {
    if (text.empty()) return calendar::default_ends(unit);
    if (text == "end-of-day" || text == "end of day") return calendar::Ends::EndOfDay;
    if (text == "same-time" || text == "same time") return calendar::Ends::SameTime;
    return std::nullopt;
}

std::nullopt_t refuse(Context& context, const char* option, const std::string& found,
                      const char* expected) {
    context.err << "pingli deadline: " << option << ": found “" << found << "”, expected "
                << expected << '\n';
    context.status = kWrongUsage;
    return std::nullopt;
}

struct Question {
    calendar::Request request;  // without its pauses
    std::vector<calendar::Pause> pauses;
    calendar::Stated stated;
};

std::optional<Question> read_question(Context& context, const Options& options, const Zone& zone) {
    constexpr const char* kTime =
        "a time like 2026-02-11T10:00, with an offset if you like, or a "
        "date";
    const auto from = parse_moment(options.from, zone);
    if (!from) return refuse(context, "--from", options.from, kTime);
    const auto period = calendar::parse_period(options.period);
    if (!period)
        return refuse(context, "--period", options.period,
                      "a period like “3 working days”, “30 days”, “12 hours” or “90 minutes”, at "
                      "most 36500 of them (months and years have no fixed length)");
    const auto ends = parse_ends(options.ends, period->unit);
    if (!ends) return refuse(context, "--ends", options.ends, "end-of-day or same-time");
    Question question{.request = {.from = from->at, .period = *period, .ends = *ends, .pauses = {}},
                      .pauses = {},
                      .stated = {.clock = from->has_clock,
                                 .ends = !options.ends.empty(),
                                 .zone = options.states_zone,
                                 .calendar = options.states_calendar}};
    for (const std::string& text : options.pauses) {
        const auto pause = parse_pause(text, zone);
        if (!pause)
            return refuse(context, "--pause", text,
                          "FROM/TO, two times or dates (a date is its 00:00), TO not before FROM");
        question.pauses.push_back(*pause);
    }
    return question;
}

void print_table(std::ostream& out, const codec::DeadlineAnswer& answer) {
    const calendar::Request& request = answer.request;
    out << "due " << answer.zone.format(answer.explained.answer.due)
        << (answer.explained.answer.provisional ? "  (provisional 暂定)" : "") << "\n"
        << request.period.amount << ' ' << calendar::unit_name(request.period.unit) << " from "
        << answer.zone.format(request.from) << ", " << calendar::ends_name(request.ends)
        << ", calendar " << answer.calendar.id() << ", " << answer.zone.name() << "\n";
    for (const calendar::CountedDay& day : answer.explained.days) {
        const Bilingual why = calendar::why_counted(day, request.period.unit);
        out << std::setw(5) << (day.counted ? std::to_string(day.number) : "-") << "  "
            << format_date(day.date) << "  " << why.en << "\n       " << why.zh << '\n';
        if (!day.day.notice.empty()) out << "       " << day.day.notice << '\n';
    }
    for (const Bilingual& words : answer.assumed)
        out << "assumed: " << words.en << "\n假定：" << words.zh << '\n';
}

void run(Context& context, const Options& options) {
    const auto zone = zones::load_zone(options.zone);
    if (!zone) {
        report(context, zone.error());
        return;
    }
    auto question = read_question(context, options, *zone);
    if (!question) return;
    const auto calendar = load_calendar(context, options.calendar);
    if (!calendar) return;
    question->request.pauses = question->pauses;
    const auto explained = calendar::explain_due(*calendar, *zone, question->request);
    const auto assumed = calendar::assumptions(question->stated, question->request,
                                               explained.answer, calendar->id(), zone->name());
    const codec::DeadlineAnswer answer{.calendar = *calendar,
                                       .zone = *zone,
                                       .request = question->request,
                                       .explained = explained,
                                       .assumed = assumed};
    if (options.explain)
        print_table(context.out, answer);
    else
        context.out << codec::to_json(answer) << '\n';
}

}  // namespace

void add_deadline(CLI::App& app, Context& context) {
    auto options = std::make_shared<Options>();
    CLI::App* const verb =
        app.add_subcommand("deadline", "When a period ends, and why each day counted or not");
    verb->add_option("--from", options->from, "The start: a time, or a date (its 00:00)")
        ->required();
    verb->add_option("--period", options->period,
                     "“3 working days”, “30 days”, “12 hours”, “90 minutes”")
        ->required();
    CLI::Option* const calendar =
        verb->add_option("--calendar", options->calendar, "Name in calendars/, or a file")
            ->capture_default_str();
    CLI::Option* const zone =
        verb->add_option("--zone", options->zone, "Time zone")->capture_default_str();
    verb->add_option("--ends", options->ends,
                     "end-of-day (default for working days) or same-time (default otherwise)");
    verb->add_option("--pause", options->pauses,
                     "FROM/TO: the clock stands still from FROM until TO; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    verb->add_flag("--explain", options->explain, "A table for people instead of JSON");
    verb->callback([options, calendar, zone, &context] {
        options->states_calendar = calendar->count() > 0;
        options->states_zone = zone->count() > 0;
        run(context, *options);
    });
}

}  // namespace pingli::cli
