// What was found of a review, in the words of the rulebook's facts.

#pragma once

#include "triage/circumstances.hpp"

namespace pingli::triage {

const char* name_of(facts::Rating rating);
const char* name_of(TextKind kind);
const char* chat_shows(const Circumstances& c);
const char* recording_shows(const Circumstances& c);
const char* offending_words(const Circumstances& c);

}  // namespace pingli::triage
