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
    std::uint32_t start = 0;  // bytes of the folded text
    std::uint32_t end = 0;
};

// Insult, blame, insurance, begging, cash, leak, threat in one text. `review_named_before`: an
// earlier turn speaks of a review, so that 删了 means it.
void find_spoken_faults(const TurnView& text, bool review_named_before,
                        std::vector<SellerFault>& out);

// Refusals, deflections and canned answers to a legitimate request. At most one, the first.
void find_stonewalls(std::span<const TurnView> turns, bool has_legitimate_claim,
                     std::vector<SellerFault>& out);

// 11 digits of a mobile number, perhaps with separators; start = end when there is none.
struct DigitRun {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    [[nodiscard]] bool is_found() const { return end > start; }
};
DigitRun find_mobile(std::string_view folded);

}  // namespace pingli::text
