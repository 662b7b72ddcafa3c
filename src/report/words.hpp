// The words by which people read the values of a finding, in both languages (X8). Names for
// programs are triage::to_name and text::to_name.

#pragma once

#include <cstdint>
#include <string>

#include "base/language.hpp"
#include "base/time.hpp"
#include "base/zone.hpp"
#include "facts/facts.hpp"
#include "triage/finding.hpp"

namespace pingli::report {

const Bilingual& words_of(triage::SubjectKind kind);
const Bilingual& words_of(triage::Verdict verdict);
const Bilingual& words_of(triage::Ground ground);
const Bilingual& words_of(triage::Refusal refusal);
const Bilingual& words_of(triage::SpanPlace place);
const Bilingual& words_of(triage::SpanKind kind);
const Bilingual& words_of(text::Cause cause);
const Bilingual& words_of(text::PiiKind kind);
const Bilingual& words_of(facts::Platform platform);

// "2026-05-31 23:59:59"; seconds only when they are not zero.
std::string clock_reading(Instant at, const Zone& zone);
// "剩 21 天 3 小时" / "21 d 3 h left", or since when it is past. Two units at most.
Bilingual time_left(Instant due, Instant as_of);
// "★★☆☆☆"; 1..5, else empty.
std::string stars_text(int stars);

}  // namespace pingli::report
