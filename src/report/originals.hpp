// The original texts of a finding with what was found in them marked in place: colour, kind of
// underline and a word, never colour alone. Personal data is masked until the reader asks for it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/zone.hpp"
#include "report/markup.hpp"
#include "triage/finding.hpp"

namespace pingli::report {

// Of a text, what is shown at most; of a chat, the turns around the marks. A line says what is
// left out.
constexpr std::size_t kTextShownMax = 20'000;  // code points
constexpr std::size_t kTurnsShownMax = 120;

// `spans` are code points of `any` (when that is valid UTF-8) and may overlap; what lies outside
// the text is cut off. Linear in the text, times the spans at one place.
void append_marked(Html& html, std::string_view any, const std::vector<triage::FoundSpan>& spans);

// The words that matter most, in one line with their marks: of the first text or message in which
// something was found, else of the review.
void append_snippet(Html& html, const triage::Finding& finding);

// The review, its follow-up and the chat, in the order of `finding.parts`.
void append_originals(Html& html, const triage::Finding& finding, const Zone& zone);

// What the marks mean.
void append_legend(Html& html);

}  // namespace pingli::report
