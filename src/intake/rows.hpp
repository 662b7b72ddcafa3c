// What the files say, row by row, before anything is joined: what every reader of intake gives and
// what a later use (importing orders, scanning a contact log) can take by itself. Rows borrow their
// strings from the reader; they hold during the call that hands them over.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/problem.hpp"
#include "base/result.hpp"
#include "facts/facts.hpp"

namespace pingli::intake {

struct OrderLineRow {
    std::string_view order, oid;
    facts::OrderLine line;
    facts::Source source;
};

struct ReviewRow {
    facts::Review review;
    std::string_view oid;       // the order line, when written
    bool is_by_seller = false;  // the seller's rating of the buyer
    bool is_feed = false;       // text and follow-up only, to be added to the same review's rating
};

struct MessageRow {  // one line of a chat log
    std::string_view id, order, buyer, reference, nick, text;
    std::optional<facts::Speaker> who;
    std::optional<Instant> at;
    facts::Source source;
};

struct InsuranceRow {
    std::string_view order, reason;
    std::optional<facts::InsuranceStatus> status;
    std::optional<Money> premium, payout;
    facts::Source source;
};

using Row = std::variant<const facts::Order*, const OrderLineRow*, const ReviewRow*,
                         const facts::Conversation*, const MessageRow*, const facts::Call*,
                         const facts::Contact*, const facts::Claim*, const facts::Parcel*,
                         const facts::Recording*, const InsuranceRow*, const facts::Note*>;

// Takes a row; an error ends the reading.
using RowSink = std::function<Result<void>(const Row&)>;

using ProblemSink = std::function<void(const Problem&)>;

}  // namespace pingli::intake
