// What triage needs besides the shop: the text engine, the rulebook in force, the templates. Loaded
// once, at the edge.

#pragma once

#include <optional>
#include <vector>

#include "cli/verbs.hpp"
#include "replies/templates.hpp"
#include "report/page.hpp"
#include "text/engine.hpp"
#include "triage/book.hpp"

namespace pingli::cli {

constexpr const char* kTriageRulebook = "malicious-review";

// Prints what is wrong, sets the status and returns nothing when a part cannot be had.
std::optional<replies::Templates> load_templates(Context& context);

struct TriageRules {
    triage::Book book;
    std::vector<report::ClauseText> clauses;
};
// The version of kTriageRulebook in force at `as_of`, or the pinned one ("ID@VERSION" or a path).
std::optional<TriageRules> load_triage_rules(Context& context, Instant as_of,
                                             const std::string& pinned);

}  // namespace pingli::cli
