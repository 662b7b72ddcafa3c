#include "codec/deadline_json.hpp"

#include <nlohmann/json.hpp>

namespace pingli::codec {

namespace {

using Json = nlohmann::ordered_json;

Json to_value(const Bilingual& words) {
    return {{"zh", words.zh}, {"en", words.en}};
}

Json or_null(std::string_view text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json to_value(const calendar::CountedDay& day, calendar::Unit unit) {
    return {{"date", format_date(day.date)},
            {"weekday", calendar::weekday_name(day.date).en},
            {"kind", calendar::kind_name(day.day.kind)},
            {"holiday", or_null(day.day.name)},
            {"counted", day.counted},
            {"number", day.counted ? Json(day.number) : Json(nullptr)},
            {"provisional", day.day.provisional},
            {"notice", or_null(day.day.notice)},
            {"why", to_value(calendar::why_counted(day, unit))}};
}

}  // namespace

std::string to_json(const DeadlineAnswer& answer) {
    const calendar::Request& request = answer.request;
    const std::string unit{calendar::unit_name(request.period.unit)};
    Json pauses = Json::array();
    for (const calendar::Pause& pause : request.pauses)
        pauses.push_back(
            {{"from", answer.zone.format(pause.from)}, {"to", answer.zone.format(pause.to)}});
    Json counted = Json::array();
    for (const calendar::CountedDay& day : answer.explained.days)
        counted.push_back(to_value(day, request.period.unit));
    Json assumed = Json::array();
    for (const Bilingual& words : answer.assumed) assumed.push_back(to_value(words));
    const Json whole = {{"from", answer.zone.format(request.from)},
                        {"period", std::to_string(request.period.amount) + " " + unit},
                        {"amount", request.period.amount},
                        {"unit", unit},
                        {"ends", calendar::ends_name(request.ends)},
                        {"calendar", answer.calendar.id()},
                        {"zone", answer.zone.name()},
                        {"pauses", std::move(pauses)},
                        {"due", answer.zone.format(answer.explained.answer.due)},
                        {"provisional", answer.explained.answer.provisional},
                        {"counted", std::move(counted)},
                        {"assumed", std::move(assumed)}};
    return whole.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace pingli::codec
