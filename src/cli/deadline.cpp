// pingli deadline: when a period ends, and why each day counted or not.

#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <vector>

#include "calendar/explain.hpp"
#include "calendar/question.hpp"
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

calendar::WrittenQuestion written(const Options& options) {
    return {.from = options.from,
            .period = options.period,
            .ends = options.ends,
            .pause = options.pauses,
            .states_calendar = options.states_calendar,
            .states_zone = options.states_zone};
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
    const auto question = calendar::read_question(written(options), *zone);
    if (!question) {
        const Problem& fault = question.error();
        context.err << "pingli deadline: --" << fault.field << ": found “" << english(fault.found)
                    << "”, expected " << english(fault.expected) << '\n';
        context.status = kWrongUsage;
        return;
    }
    const auto calendar = load_calendar(context, options.calendar);
    if (!calendar) return;
    const auto request = question->request();
    const auto explained = calendar::explain_due(*calendar, *zone, request);
    const auto assumed = calendar::assumptions(question->stated, request, explained.answer,
                                               calendar->id(), zone->name());
    const codec::DeadlineAnswer answer{.calendar = *calendar,
                                       .zone = *zone,
                                       .request = request,
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
