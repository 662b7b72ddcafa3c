#include "calendar/question.hpp"

#include <string_view>

namespace pingli::calendar {

namespace {

struct Moment {
    Instant at;
    bool has_clock = true;
};

std::optional<Moment> parse_moment(std::string_view text, const Zone& zone) {
    if (const auto date = parse_date(text))
        return Moment{.at = zone.to_instant(LocalTime{*date}), .has_clock = false};
    if (const auto time = parse_time(text)) return Moment{.at = zone.to_instant(*time)};
    return std::nullopt;
}

std::optional<Pause> parse_pause(std::string_view text, const Zone& zone) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto from = parse_moment(text.substr(0, slash), zone);
    const auto to = parse_moment(text.substr(slash + 1), zone);
    if (!from || !to || to->at < from->at) return std::nullopt;
    return Pause{.from = from->at, .to = to->at};
}

std::optional<Ends> parse_ends(const std::string& text, Unit unit) {
    if (text.empty()) return default_ends(unit);
    if (text == "end-of-day" || text == "end of day") return Ends::EndOfDay;
    if (text == "same-time" || text == "same time") return Ends::SameTime;
    return std::nullopt;
}

std::unexpected<Problem> wrong(std::string field, std::string found, Said expected) {
    return std::unexpected(Problem{
        .field = std::move(field), .found = std::move(found), .expected = std::move(expected)});
}

}  // namespace

std::expected<Question, Problem> read_question(const WrittenQuestion& written, const Zone& zone) {
    const auto from = parse_moment(written.from, zone);
    if (!from) return wrong("from", written.from, say("ask.from"));
    const auto period = parse_period(written.period);
    if (!period) return wrong("period", written.period, say("ask.period"));
    const auto ends = parse_ends(written.ends, period->unit);
    if (!ends) return wrong("ends", written.ends, say("ask.ends"));
    Question question{.from = from->at,
                      .period = *period,
                      .ends = *ends,
                      .pauses = {},
                      .stated = {.clock = from->has_clock,
                                 .ends = !written.ends.empty(),
                                 .zone = written.states_zone,
                                 .calendar = written.states_calendar}};
    for (const std::string& text : written.pause) {
        const auto pause = parse_pause(text, zone);
        if (!pause) return wrong("pause", text, say("ask.pause"));
        question.pauses.push_back(*pause);
    }
    return question;
}

}  // namespace pingli::calendar
