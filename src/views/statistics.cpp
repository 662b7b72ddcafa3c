#include "views/statistics.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <span>

#include "base/record_form.hpp"
#include "views/queue.hpp"

namespace pingli::views {

namespace {

using Counts = std::map<std::string, std::int64_t>;
using Tallies = std::map<std::string, Tally>;

void count(Tally& tally, const QueueRow& row, std::int64_t by) {
    if (row.outcome == "upheld")
        tally.upheld += by;
    else if (row.outcome == "not_upheld")
        tally.not_upheld += by;
    else if (row.outcome == "withdrawn")
        tally.withdrawn += by;
    else if (row.phase == cases::Phase::Closed)
        tally.otherwise_closed += by;
    else
        tally.open += by;
}

// What counts nothing is left out, so that the same cases always give the same figures.
template <class Value>
void drop_empty(std::map<std::string, Value>& all) {
    std::erase_if(all, [](const auto& one) { return one.second == Value{}; });
}

// "3 1 0 2 0 review_report/competitor"
void write(RecordWriter& out, std::string_view field, const std::string& name,
           std::span<const std::int64_t> figures) {
    std::string line;
    for (const std::int64_t figure : figures) line += std::to_string(figure) + ' ';
    out.add(field, line + name);
}

void write(RecordWriter& out, std::string_view field, const Counts& counts) {
    for (const auto& [name, figure] : counts) write(out, field, name, std::array{figure});
}

void write(RecordWriter& out, std::string_view field, const Tallies& tallies) {
    for (const auto& [name, tally] : tallies)
        write(out, field, name,
              std::array{tally.open, tally.upheld, tally.not_upheld, tally.withdrawn,
                         tally.otherwise_closed});
}

// The rest of the line is the name.
std::string_view read(std::string_view line, std::span<std::int64_t> figures) {
    for (std::int64_t& figure : figures) {
        const std::size_t end = std::min(line.find(' '), line.size());
        std::from_chars(line.data(), line.data() + end, figure);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return line;
}

Counts read_counts(const RecordReader& reader, std::string_view field) {
    Counts out;
    for (const std::string& line : reader.texts(field)) {
        std::array<std::int64_t, 1> figures{};
        const std::string_view name = read(line, figures);
        out[std::string{name}] = figures[0];
    }
    return out;
}

Tallies read_tallies(const RecordReader& reader, std::string_view field) {
    Tallies out;
    for (const std::string& line : reader.texts(field)) {
        std::array<std::int64_t, 5> figures{};
        const std::string_view name = read(line, figures);
        out[std::string{name}] = {.open = figures[0],
                                  .upheld = figures[1],
                                  .not_upheld = figures[2],
                                  .withdrawn = figures[3],
                                  .otherwise_closed = figures[4]};
    }
    return out;
}

}  // namespace

void Statistics::add(const cases::Case& c) {
    count(c, 1);
}

void Statistics::take_back(const cases::Case& c) {
    count(c, -1);
    for (Tallies* tallies : {&by_kind, &by_ground, &by_evidence}) drop_empty(*tallies);
    for (Counts* counts : {&clocks_kept, &clocks_missed, &breaches}) drop_empty(*counts);
}

void Statistics::count(const cases::Case& c, std::int64_t by) {
    const QueueRow row = queue_row(c);
    const std::string kind{to_name(c.kind())};
    views::count(by_kind[kind], row, by);
    if (!row.ground.empty()) views::count(by_ground[kind + "/" + row.ground], row, by);
    std::set<std::string> held;
    for (const cases::Exhibit& exhibit : c.exhibits) held.insert(exhibit.data.kind);
    for (const std::string& exhibit : held)
        views::count(by_evidence[kind + "/" + exhibit], row, by);
    for (const cases::Clock& clock : c.clocks) {
        if (clock.state == cases::ClockState::Kept) clocks_kept[clock.name] += by;
        // A time to appeal that ran out is nobody's miss.
        if (clock.state == cases::ClockState::Missed && clock.name != "appeal_due")
            clocks_missed[clock.name] += by;
    }
    for (const std::string& breach : c.breaches) breaches[breach] += by;
    appeals += by * std::ssize(c.appeals);
    for (const cases::Appeal& appeal : c.appeals) overturned += appeal.overturned == true ? by : 0;
    if (const auto* complaint = c.get_if<cases::Complaint>())
        reopened += by * complaint->times_reopened;
}

std::string encode(const Statistics& statistics) {
    RecordWriter out;
    write(out, "by_kind", statistics.by_kind);
    write(out, "by_ground", statistics.by_ground);
    write(out, "by_evidence", statistics.by_evidence);
    write(out, "clocks_kept", statistics.clocks_kept);
    write(out, "clocks_missed", statistics.clocks_missed);
    write(out, "breaches", statistics.breaches);
    return out.add("appeals", std::to_string(statistics.appeals))
        .add("overturned", std::to_string(statistics.overturned))
        .add("reopened", std::to_string(statistics.reopened))
        .take();
}

Statistics decode_statistics(std::string_view bytes) {
    const RecordReader reader{bytes};
    Statistics out;
    out.by_kind = read_tallies(reader, "by_kind");
    out.by_ground = read_tallies(reader, "by_ground");
    out.by_evidence = read_tallies(reader, "by_evidence");
    out.clocks_kept = read_counts(reader, "clocks_kept");
    out.clocks_missed = read_counts(reader, "clocks_missed");
    out.breaches = read_counts(reader, "breaches");
    out.appeals = reader.whole("appeals").value_or(0);
    out.overturned = reader.whole("overturned").value_or(0);
    out.reopened = reader.whole("reopened").value_or(0);
    return out;
}

}  // namespace pingli::views
