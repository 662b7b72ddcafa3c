// A finding as the JSON of the contract (docs/api.md), and further keys for people's programs:
// order, item, sku, courier, stars, made_at, causes, sentiment, signs, notes, dates, filing_path,
// confirm. Times are RFC 3339 with the offset of the shop's zone; spans are code points of the
// original. The original texts themselves are left out unless asked for: a line on standard output
// is no place for a buyer's words and numbers (X6).

#pragma once

#include <cstdint>
#include <string>

#include "base/zone.hpp"
#include "triage/finding.hpp"

namespace pingli::codec {

enum class FindingTexts : std::uint8_t { LeftOut, Included };

// One line without its end-of-line. Linear in the finding's size, never fails.
std::string to_json_line(const triage::Finding& finding, const Zone& zone,
                         FindingTexts texts = FindingTexts::LeftOut);

}  // namespace pingli::codec
