// What triage needs besides the shop and the text engine: the rulebook in force, the templates.

#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "base/problem.hpp"
#include "replies/templates.hpp"
#include "rulebook/library.hpp"
#include "triage/book.hpp"

namespace pingli::engines {

constexpr const char* kTriageRulebook = "malicious-review";

struct TriageRules {
    triage::Book book;
    rulebook::RulebookPtr source;
};

// The version of kTriageRulebook in force at `as_of`, or the one that `pinned` names as
// "ID@VERSION". NotFound when there is none.
Result<TriageRules> triage_rules(const rulebook::Library& library, Instant as_of,
                                 const std::string& pinned = {});

// templates/*.toml of the data root; a file that cannot be read is a problem too.
std::expected<replies::Templates, Problems> load_templates(const std::filesystem::path& data_root);

}  // namespace pingli::engines
