// The days on which a jurisdiction works (X3): which dates are days off, which weekend days are
// make-up working days, and the notice each rests on. A value; calendars/*.json hold the data.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace pingli::calendar {

enum class DayKind : std::uint8_t {
    WorkingDay,  // Monday to Friday, not announced as a day off
    Weekend,
    DayOff,     // announced day off
    MakeUpDay,  // announced working day on a weekend
};

struct SpecialDay {
    LocalDate date;
    bool is_off = false;
    Bilingual name;      // 春节, Spring Festival
    std::string notice;  // URL of the notice it follows
};

struct Day {
    DayKind kind{};
    std::string_view name;     // of the holiday, in Chinese; "" for an ordinary day
    std::string_view name_en;  // the same in English
    std::string_view notice;   // "" for an ordinary day
    bool provisional = false;  // the notice for this date is not published yet
    [[nodiscard]] bool works() const {
        return kind == DayKind::WorkingDay || kind == DayKind::MakeUpDay;
    }
};

class Calendar {
public:
    // `published` are the years whose notices are in `days`, ascending without a hole, at least
    // one. From 25 December of the last of them on, and before the first of them, dates are
    // provisional and the weekday pattern holds. Fails with Invalid on a date given twice, on a
    // date more than kDaysAheadMax days away from the published years, and on other `published`.
    static Result<Calendar> create(std::string id, std::vector<SpecialDay> days,
                                   std::vector<int> published);

    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] const std::vector<int>& published() const { return published_; }

    // What the views in the answer point into lives as long as this calendar. O(log days).
    [[nodiscard]] Day day(LocalDate date) const;
    [[nodiscard]] bool is_provisional(LocalDate date) const {
        return date < firm_from_ || date >= firm_before_;
    }

    // Working days up to and including `date`, counted from an arbitrary but fixed day; only
    // differences mean anything. O(1).
    [[nodiscard]] std::int64_t working_days_until(LocalDate date) const;
    // The working day whose count is `count`: the first date with working_days_until == count.
    // O(1).
    [[nodiscard]] LocalDate working_day(std::int64_t count) const;

private:
    Calendar() = default;
    void build_tables();

    std::string id_;
    std::vector<SpecialDay> days_;  // by date
    std::vector<int> published_;
    LocalDate firm_from_;
    LocalDate firm_before_;
    // Whole weeks from a Monday to a Sunday around days_; outside them the weekday pattern holds.
    LocalDate table_from_;
    std::vector<std::int32_t> until_;  // Working days in [table_from_, table_from_ + i].
    std::vector<std::int32_t> nth_;    // The i-th working day of the table, days after table_from_.
};

// How far outside the published years a special day may lie (the 2019 notice: three days).
constexpr int kDaysAheadMax = 31;
constexpr int kYearMin = 1900;
constexpr int kYearMax = 2200;

}  // namespace pingli::calendar
