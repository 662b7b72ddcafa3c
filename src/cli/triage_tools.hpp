// What verbs that judge need besides their input, loaded, with what is wrong told at the terminal.

#pragma once

#include <optional>
#include <vector>

#include "cli/verbs.hpp"
#include "replies/policy_book.hpp"
#include "replies/templates.hpp"
#include "report/page.hpp"
#include "text/engine.hpp"
#include "triage/book.hpp"

namespace pingli::cli {

// Each prints what is wrong, sets the status and returns nothing when it cannot be had.
std::optional<text::Engine> load_text_engine(Context& context);
std::optional<replies::Templates> load_templates(Context& context);
std::optional<replies::PolicyBook> load_reply_policy(Context& context);  // in force now

struct TriageRules {
    triage::Book book;
    std::vector<report::ClauseText> clauses;
};
// The version of the triage rulebook in force at `as_of`, or the pinned one ("ID@VERSION" or a
// path).
std::optional<TriageRules> load_triage_rules(Context& context, Instant as_of,
                                             const std::string& pinned);

}  // namespace pingli::cli
