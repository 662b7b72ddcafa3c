// Where each piece of evidence stands: the file and line, the turn, the reference. What evidence a
// ground wants and what is missing is the rulebook's word; this only finds the place.

#pragma once

#include <string>
#include <string_view>

#include "facts/facts.hpp"
#include "triage/circumstances.hpp"
#include "triage/reading.hpp"

namespace pingli::triage {

// "chats/liu.jsonl:1"
std::string place_of(const facts::Source& source);

// `kind` is a value of the rulebook's result `evidence`. Empty for a kind without a place of its
// own. `review` may be null (a thread without a review). No personal data beyond what the files'
// own names carry.
std::string find_place(std::string_view kind, const facts::Dossier& dossier, const Reading& reading,
                       const Circumstances& circumstances, const facts::Review* review);

}  // namespace pingli::triage
