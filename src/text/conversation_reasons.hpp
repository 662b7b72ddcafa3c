// Why a conversation carries its labels, in Chinese and English (X1, X8).

#pragma once

#include <span>

#include "text/conversation_faults.hpp"
#include "text/conversation_link.hpp"

namespace pingli::text {

Reasons explain(std::span<const TurnView> turns, const Claim& claim, const Judgement& judgement,
                std::span<const SellerFault> faults);

// What a fault of the seller is called, for both conversations and drafts.
Bilingual fault_words(Fault fault);

}  // namespace pingli::text
