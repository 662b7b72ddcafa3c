#include "calendar/explain.hpp"

#include <array>
#include <string>

namespace pingli::calendar {

namespace {

std::string text(std::string_view view) {
    return std::string{view};
}

Bilingual what_it_is(const Day& day) {
    const std::string zh = text(day.name);
    const std::string en = text(day.name_en);
    switch (day.kind) {
        case DayKind::WorkingDay:
            if (zh.empty()) return {.zh = "工作日", .en = "a working day"};
            return {.zh = "通知指定上班（" + zh + "）",
                    .en = "announced as a working day (" + en + ")"};
        case DayKind::Weekend:
            return {.zh = "周末", .en = "a weekend"};
        case DayKind::DayOff:
            return {.zh = zh + "放假", .en = "a day off for " + en};
        case DayKind::MakeUpDay:
            return {.zh = "调休上班日（" + zh + "）", .en = "a make-up working day for " + en};
    }
    return {};
}

Bilingual what_it_does(const CountedDay& day, Unit unit) {
    const std::string number = std::to_string(day.number);
    if (day.counted && unit == Unit::WorkingDays)
        return {.zh = "计为第 " + number + " 个工作日", .en = "working day " + number};
    if (day.counted && day.day.works())
        return {.zh = "计为第 " + number + " 天", .en = "day " + number};
    if (day.counted)
        return {.zh = "自然日照计，为第 " + number + " 天",
                .en = "calendar days run through, day " + number};
    if (day.paused) return {.zh = "期间中止，不计", .en = "not counted, the clock stood still"};
    return {.zh = "不计", .en = "not counted"};
}

Bilingual assumed_ends(Ends ends) {
    if (ends == Ends::EndOfDay)
        return {.zh = "未说明截止时刻：按末日结束（23:59:59）计",
                .en = "the last moment was not stated: the end of the day (23:59:59) is assumed"};
    return {.zh = "未说明截止时刻：按与起算时刻相同的时刻计",
            .en = "the last moment was not stated: the clock time of the start is assumed"};
}

Bilingual unpublished(Unit unit) {
    if (unit == Unit::WorkingDays)
        return {.zh = "所涉日期的放假通知未公布或未载入：暂按周一至周五上班计，公布后可能变动",
                .en =
                    "the notice for some of these dates is not published or not loaded: Monday "
                    "to Friday are assumed to be working days, which may change"};
    return {.zh = "截止日的放假通知未公布或未载入；自然日期限不因此变动",
            .en =
                "the notice for the due date is not published or not loaded; a period that runs "
                "through days off does not change with it"};
}

}  // namespace

std::string_view unit_name(Unit unit) {
    constexpr std::array<std::string_view, 4> kNames{"working days", "days", "hours", "minutes"};
    return kNames[static_cast<std::size_t>(unit)];
}

std::string_view ends_name(Ends ends) {
    return ends == Ends::EndOfDay ? "end of day" : "same time";
}

std::string_view kind_name(DayKind kind) {
    constexpr std::array<std::string_view, 4> kNames{"working day", "weekend", "day off",
                                                     "make-up day"};
    return kNames[static_cast<std::size_t>(kind)];
}

Bilingual weekday_name(LocalDate date) {
    constexpr std::array<std::string_view, 7> kChinese{"周日", "周一", "周二", "周三",
                                                       "周四", "周五", "周六"};
    constexpr std::array<std::string_view, 7> kEnglish{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};
    const unsigned day = std::chrono::weekday{date}.c_encoding();
    return {.zh = text(kChinese[day]), .en = text(kEnglish[day])};
}

Bilingual why_counted(const CountedDay& day, Unit unit) {
    const Bilingual weekday = weekday_name(day.date);
    const Bilingual is = what_it_is(day.day);
    const Bilingual does = what_it_does(day, unit);
    Bilingual why{.zh = weekday.zh + "，" + is.zh + "，" + does.zh,
                  .en = weekday.en + ", " + is.en + ": " + does.en};
    if (day.day.provisional) {
        why.zh += "（暂定：该日的放假通知未公布或未载入）";
        why.en += " (provisional: no notice for this date is published or loaded)";
    }
    return why;
}

std::vector<Bilingual> assumptions(const Stated& stated, const Request& request,
                                   const Answer& answer, std::string_view calendar,
                                   std::string_view zone) {
    const Unit unit = request.period.unit;
    std::vector<Bilingual> assumed;
    if (!stated.clock)
        assumed.push_back({.zh = "起算只给了日期：按当日 00:00:00 计",
                           .en = "the start was given as a date: 00:00:00 of it is assumed"});
    if (!stated.ends) assumed.push_back(assumed_ends(request.ends));
    if (!stated.zone)
        assumed.push_back({.zh = "未说明时区：按 " + text(zone) + " 计",
                           .en = "the time zone was not stated: " + text(zone) + " is assumed"});
    if (!stated.calendar && unit == Unit::WorkingDays)
        assumed.push_back({.zh = "未说明日历：按 " + text(calendar) + " 计",
                           .en = "the calendar was not stated: " + text(calendar) + " is assumed"});
    if (unit == Unit::WorkingDays || unit == Unit::Days)
        assumed.push_back({.zh = "起算当日不计，自次日起算",
                           .en = "the day of the start is not counted; counting begins the next"});
    if (unit == Unit::Days)
        assumed.push_back({.zh = "自然日遇节假日照计，末日遇节假日不顺延",
                           .en = "calendar days run through days off, and a day off at the end "
                                 "moves nothing"});
    if (answer.provisional) assumed.push_back(unpublished(unit));
    return assumed;
}

}  // namespace pingli::calendar
