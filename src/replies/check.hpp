// Checks a reply draft against the shop's policy and records, on top of what the text engine found:
// promises that the policy does not hold (B4), things told as done without a record and employees
// shamed (B22), insurance that this order does not have (F2, F5). What stops a draft is the
// rulebook's to say. Shows what to say instead.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "replies/compose.hpp"
#include "replies/policy_book.hpp"
#include "replies/templates.hpp"
#include "text/signals.hpp"

namespace pingli::replies {

struct DraftFinding {
    std::string code;  // "promises_outside_policy", "employee_shamed", "done_without_record" …
    bool stops = true;
    text::Span span;  // in the draft; the whole of it where something is lacking
    Bilingual words;
    Bilingual instead;
};

struct DraftCheck {
    std::vector<DraftFinding> findings;  // by place in the draft
    std::vector<Bilingual> questions;    // those of B2 that the findings raise
    Draft better;                        // for the same situation; empty when nothing was found
    [[nodiscard]] bool stopped() const;  // one of the findings stops the draft
};

// `draft` is valid UTF-8 and `signals` what the text engine says of it. A promise of days that the
// policy holds is no finding, even if the engine, which knows no policy, took it for one.
DraftCheck check(const Templates& templates, const PolicyBook& book, std::string_view draft,
                 const text::ReplySignals& signals, const Situation& situation);

}  // namespace pingli::replies
