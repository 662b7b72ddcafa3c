// What three papers say of one alleged contact: the register of the shop's numbers, the carrier's
// list, and the shop's own contact log (H12). Each agrees, contradicts or is silent; silence proves
// nothing (H14). Pure. O(alleged * (calls + entries)), and a sort.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bilingual.hpp"
#include "contacts/numbers.hpp"

namespace pingli::contacts {

// Clocks of telephones, platforms and carriers differ.
constexpr Duration kClockTolerance = std::chrono::minutes{10};

struct Alleged {
    std::string id;       // the claimant's allegation
    std::string channel;  // call, sms …
    std::string number;   // from which; may be empty
    Instant from;         // the time alleged, as a span: both ends belong to it
    Instant to;
    friend bool operator==(const Alleged&, const Alleged&) = default;
};

struct ListedCall {  // a line of the carrier's list
    std::string caller;
    std::string callee;
    Instant start;
    std::int64_t line = 0;
};

struct LoggedContact {  // an entry of the shop's own log
    std::string channel;
    std::string number;  // of the person; may be empty
    Instant at;
    std::int64_t line = 0;
};

struct Covered {  // the time of which a paper tells
    Instant from;
    Instant to;  // still in it
};

struct CarrierList {
    std::vector<ListedCall> calls;
    std::vector<std::string> numbers;  // whose list it is; empty: the shop's that occur in it
    std::optional<Covered> covers;     // absent: from the first call to the last
    std::int64_t unreadable = 0;       // lines that were left out: such a list denies nothing
};

struct ContactLog {
    std::vector<LoggedContact> entries;
    std::optional<Covered> covers;
    std::int64_t unreadable = 0;
};

struct Papers {
    std::span<const OwnNumber> numbers;
    std::string person_number;  // of whom it disturbed; without it no call is known to be theirs
    std::optional<CarrierList> list;
    std::optional<ContactLog> log;
};

enum class Standing : std::uint8_t { Agrees, Contradicts, Silent };
std::string_view to_name(Standing standing);  // "agrees", "contradicts", "silent"

struct Says {
    Standing standing = Standing::Silent;
    std::vector<std::int64_t> lines;  // of the paper, on which it rests
    Bilingual why;
    friend bool operator==(const Says&, const Says&) = default;
};

struct Compared {
    std::string id;
    Says number;
    Says carrier;
    Says log;
};

struct Reconciliation {
    std::vector<Compared> alleged;
    // Where list and log part, for calls to this person: the shop should know before it files.
    std::vector<std::int64_t> listed_not_logged;
    std::vector<std::int64_t> logged_not_listed;
};

Reconciliation reconcile(const Papers& papers, std::span<const Alleged> alleged);

}  // namespace pingli::contacts
