// Figures over many cases: how they ended per kind and ground, which kinds of evidence went with
// success (B12), which clocks were kept, which duties broken (S28).

#pragma once

#include <map>
#include <string>
#include <string_view>

#include "cases/case.hpp"

namespace pingli::views {

struct Tally {
    std::int64_t open = 0;
    std::int64_t upheld = 0;
    std::int64_t not_upheld = 0;
    std::int64_t withdrawn = 0;
    std::int64_t otherwise_closed = 0;
    friend bool operator==(const Tally&, const Tally&) = default;
};

struct Statistics {
    std::map<std::string, Tally> by_kind;
    std::map<std::string, Tally> by_ground;    // "review_report/unreasonable_demand"
    std::map<std::string, Tally> by_evidence;  // "review_report/chat_reference": cases that had it
    std::map<std::string, std::int64_t> clocks_kept;
    std::map<std::string, std::int64_t> clocks_missed;
    std::map<std::string, std::int64_t> breaches;
    std::int64_t appeals = 0;
    std::int64_t overturned = 0;
    std::int64_t reopened = 0;

    void add(const cases::Case& c);
    // What add() of the same case did; nothing is left of it.
    void take_back(const cases::Case& c);

    friend bool operator==(const Statistics&, const Statistics&) = default;

private:
    void count(const cases::Case& c, std::int64_t by);
};

// The bytes of a stored record.
std::string encode(const Statistics& statistics);
Statistics decode_statistics(std::string_view bytes);

}  // namespace pingli::views
