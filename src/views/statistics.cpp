#include "views/statistics.hpp"

#include <set>

#include "views/queue.hpp"

namespace pingli::views {

namespace {

void count(Tally& tally, const QueueRow& row) {
    if (row.outcome == "upheld")
        ++tally.upheld;
    else if (row.outcome == "not_upheld")
        ++tally.not_upheld;
    else if (row.outcome == "withdrawn")
        ++tally.withdrawn;
    else if (row.phase == cases::Phase::Closed)
        ++tally.otherwise_closed;
    else
        ++tally.open;
}

}  // namespace

void Statistics::add(const cases::Case& c) {
    const QueueRow row = queue_row(c);
    const std::string kind{to_name(c.kind)};
    count(by_kind[kind], row);
    if (!row.ground.empty()) count(by_ground[kind + "/" + row.ground], row);
    std::set<std::string> held;
    for (const cases::Exhibit& exhibit : c.exhibits) held.insert(exhibit.data.kind);
    for (const std::string& exhibit : held) count(by_evidence[kind + "/" + exhibit], row);
    for (const cases::Clock& clock : c.clocks) {
        if (clock.state == cases::ClockState::Kept) ++clocks_kept[clock.name];
        if (clock.state == cases::ClockState::Missed) ++clocks_missed[clock.name];
    }
    for (const std::string& breach : c.breaches) ++breaches[breach];
    appeals += std::ssize(c.appeals);
    for (const cases::Appeal& appeal : c.appeals) overturned += appeal.overturned == true ? 1 : 0;
    reopened += c.times_reopened;
}

}  // namespace pingli::views
