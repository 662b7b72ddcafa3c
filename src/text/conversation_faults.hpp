// What a seller must not say, found in one text of his: a chat turn or a reply draft. The faults
// are those of part 1.7 of the labelling guidelines (docs/labels.md); stonewalling needs the whole
// conversation.

#pragma once

#include <span>
#include <vector>

#include "text/conversation_marks.hpp"

namespace pingli::text {

struct SellerFault {
    Fault fault{};
    std::uint32_t turn = 0;
    Offset start{};  // bytes of the folded text
    Offset end{};
};

// Where a text of the seller stands.
struct SpokenIn {
    bool names_review = false;  // what came before speaks of a review, so that 删了 means it
    bool is_public = false;     // any name, number or address is then given away
};

// Insult, blame, insurance, begging, cash, leak, threat in one text.
void find_spoken_faults(const TurnView& text, const SpokenIn& where, std::vector<SellerFault>& out);

// Refusals, deflections and canned answers to a legitimate request. At most one, the first.
void find_stonewalls(std::span<const TurnView> turns, bool has_legitimate_claim,
                     std::vector<SellerFault>& out);

}  // namespace pingli::text
