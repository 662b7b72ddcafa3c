// From a case to the facts its rulebook asks for, and through the tables to a finding. Ruling and
// rehearsal ask here, so that they cannot differ. For this folder.

#pragma once

#include <span>

#include "cases/case.hpp"
#include "cases/inquiry.hpp"

namespace pingli::cases {

// Evidence that a rehearsal supposes to be there.
struct Supposed {
    AllegationId allegation;  // empty: of a report or complaint
    Showing showing{};
    Facts facts;
};

struct Question {
    Instant now;
    bool special = false;  // the officer has recorded a special circumstance
    bool explain = true;   // false: outcome only, no words and no record (rehearsal)
    std::span<const Supposed> supposed;
};

struct Judged {
    bool decided = false;
    Holding finding;
    std::string verdict;     // of a report
    bool conflicts = false;  // records of both kinds were found to hold
    std::vector<std::string> missing;
};

// The answer is in or its window has passed: what is not shown by then counts as not shown.
bool is_heard(const Case& c, const Claim& claim, const rulebook::RulebookPtr& book, Instant now);

// `claim` and `report` are what `c` has of its own.
Judged judge_allegation(const Case& c, const Claim& claim, const Allegation& allegation,
                        const rulebook::RulebookPtr& book, const Question& question);
Judged judge_report(const Case& c, const Report& report, const rulebook::RulebookPtr& book,
                    const Question& question);

// A report's facts with what rating, signs, malice and ground made of them, for admission and path.
Inquiry report_inquiry(const Case& c, const Report& report, const rulebook::RulebookPtr& book,
                       const Question& question);

// The whole case, a claim or a report: upheld when any finding is, by the gravest.
struct Overall {
    bool decided = false;
    bool conflicts = false;
    Outcome outcome{};
    std::string points_class;
    std::int64_t points = 0;
    std::string reason;
    std::string verdict;
    std::vector<Holding> findings;
    std::vector<std::string> missing;
};
Overall judge_case(const Case& c, const rulebook::RulebookPtr& book, const Question& question);

}  // namespace pingli::cases
