// Writes a finding from what the rulebook said: evidence with its places, advice, dates, notes and
// a reply draft. No judgement of its own.

#pragma once

#include "facts/facts.hpp"
#include "replies/templates.hpp"
#include "triage/book.hpp"
#include "triage/circumstances.hpp"
#include "triage/finding.hpp"
#include "triage/reading.hpp"

namespace pingli::triage {

struct Matter {
    const facts::Dossier& dossier;
    const Reading& reading;
    const Circumstances& circumstances;
    const facts::Review* review;  // null for a thread without one
};

// Leaves the subject, the parts and the spans to the caller.
Finding compose(const Matter& matter, const Ruled& ruled, const replies::Templates& templates,
                const facts::Shop& shop, Instant as_of);

}  // namespace pingli::triage
