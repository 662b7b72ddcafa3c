// The draft pack of one report: a folder with a page to read, print and file from, and the finding
// as JSON with its texts. A draft: a person reads it, completes it and files it. Not sealed.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "report/page.hpp"
#include "triage/finding.hpp"

namespace pingli::report {

struct PackContext {
    const Heading& heading;
    const std::vector<ClauseText>& clauses;
};

// A review that can be reported now, or a thread whose demand can be reported as soon as the review
// appears (S11).
bool deserves_pack(const triage::Finding& finding, Instant as_of);

// Writes packs/NAME/index.html and finding.json under `folder`; gives NAME. An older pack of the
// same subject is replaced.
Result<std::string> write_draft_pack(const std::filesystem::path& folder,
                                     const triage::Finding& finding, const PackContext& context);

}  // namespace pingli::report
