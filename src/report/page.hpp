// The frame of every page we write: one self-contained file that loads nothing from anywhere, with
// a content policy that lets only our own style and script run, whatever a text may hold.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/zone.hpp"
#include "facts/facts.hpp"
#include "report/markup.hpp"
#include "triage/finding.hpp"

namespace pingli::report {

// Whose report it is, and as of when.
struct Heading {
    facts::Shop shop;
    Instant as_of;
    std::string program_version;
};

// A clause of a rulebook in people's words, for what rests on it (X12).
struct ClauseText {
    std::string rulebook, version, id;
    Bilingual title, words;
    std::string source;
    bool confirm = false;  // with the platform
};
const ClauseText* find_clause(const std::vector<ClauseText>& clauses, std::string_view rulebook,
                              std::string_view version, std::string_view id);

// The clause's sentence with each {name} replaced: by the date of that code when the finding has
// it, else by a hint that the finding says it.
Bilingual sentence_of(const ClauseText& clause, const std::vector<triage::Date>& dates,
                      const Zone& zone);

// Defined by the build from assets/report.css and assets/report.js.
extern const std::string_view kReportCss;
extern const std::string_view kReportJs;

// From <!doctype html> to <body>.
void append_page_head(Html& html, std::string_view title);
// The script, </body>, </html>.
void append_page_foot(Html& html);
// The bar at the top with the switches of language, theme and masking.
void append_top_bar(Html& html, const Heading& heading, const Bilingual& title);
// X13 and what the rules rest on.
void append_disclaimer(Html& html);

}  // namespace pingli::report
