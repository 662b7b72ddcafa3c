// Deadline answers a second, against the day-by-day walk that the same calendar allows.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "calendar/deadline.hpp"
#include "codec/calendar_json.hpp"
#include "zones/zones.hpp"

namespace pingli {
namespace {

using std::chrono::days;

constexpr std::size_t kStarts = 1 << 16;
constexpr int kRounds = 5;  // The best counts: the machine is shared.

std::vector<Instant> make_starts() {
    std::vector<Instant> starts;
    std::uint64_t state = 42;
    for (std::size_t i = 0; i < kStarts; ++i) {
        state = (state * 6364136223846793005U) + 1442695040888963407U;
        constexpr std::int64_t k2020 = 1577836800;
        constexpr std::uint64_t kSixYears = 189388800;
        starts.emplace_back(
            std::chrono::seconds{k2020 + static_cast<std::int64_t>((state >> 16U) % kSixYears)});
    }
    return starts;
}

// What one writes without tables: look at each day.
Instant walk(const calendar::Calendar& calendar, const Zone& zone,
             const calendar::Request& request) {
    LocalDate day = std::chrono::floor<days>(zone.to_local(request.from));
    for (std::int64_t left = request.period.amount; left > 0;) {
        day += days{1};
        if (calendar.day(day).works()) --left;
    }
    return zone.to_instant(day + std::chrono::seconds{86399});
}

template <class Find>
double answers_a_second(const std::vector<Instant>& starts, const Find& find) {
    double best = 0;
    for (int round = 0; round < kRounds; ++round) {
        std::int64_t sum = 0;
        const auto begin = std::chrono::steady_clock::now();
        for (const Instant from : starts) sum += find(from).time_since_epoch().count();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        PINGLI_ASSERT(sum != 0);
        best = std::max(best, static_cast<double>(starts.size()) / took.count());
    }
    return best;
}

void print(const std::string& name, double value, double walked) {
    std::printf(
        "{\"name\":\"%s\",\"value\":%.0f,\"unit\":\"answers/s\",\"against\":\"day-by-day "
        "walk, %.0f answers/s\",\"ratio\":%.2f}\n",
        name.c_str(), value, walked, value / walked);
}

void measure(const calendar::Calendar& calendar, const Zone& zone, std::int64_t amount) {
    calendar::Request request{.from = {},
                              .period = {.amount = amount, .unit = calendar::Unit::WorkingDays},
                              .ends = calendar::Ends::EndOfDay,
                              .pauses = {}};
    const std::vector<Instant> starts = make_starts();
    for (const Instant from : starts) {
        request.from = from;
        PINGLI_ASSERT(find_due(calendar, zone, request).due == walk(calendar, zone, request));
    }
    const double found = answers_a_second(starts, [&](Instant from) {
        request.from = from;
        return find_due(calendar, zone, request).due;
    });
    const double walked = answers_a_second(starts, [&](Instant from) {
        request.from = from;
        return walk(calendar, zone, request);
    });
    print("deadlines: " + std::to_string(amount) + " working days, Asia/Shanghai", found, walked);
}

int run() {
    std::ifstream file{PINGLI_SOURCE_DIR "/calendars/cn.json", std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    const auto calendar = codec::parse_calendar(bytes, "calendars/cn.json");
    const auto zone = zones::load_zone("Asia/Shanghai");
    if (!calendar || !zone) {
        static_cast<void>(std::fputs("deadline_bench: calendar or zone not found\n", stderr));
        return 1;
    }
    for (const std::int64_t amount : {3, 30, 250}) measure(*calendar, *zone, amount);
    return 0;
}

}  // namespace
}  // namespace pingli

int main() {
    return pingli::run();
}
