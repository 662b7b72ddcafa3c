// Asks the rulebook `malicious-review` about one complaint: turns circumstances into its facts,
// walks its tables in their order, and hands back what they say in the rulebook's own words. Which
// facts feed which table is described in rulebooks/README.md.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "facts/facts.hpp"
#include "rulebook/evaluate.hpp"
#include "triage/circumstances.hpp"
#include "triage/finding.hpp"

namespace pingli::triage {

struct Word {  // a value of a result's domain, with its words
    std::string code;
    Bilingual words;
};

struct DueMoment {     // what a deadline of the rulebook made
    std::string code;  // "report_due"
    Bilingual words;
    Instant at;
    bool provisional = false;
};

enum class PublicAnswer : std::uint8_t {
    Open,
    ClosedByFollowUp,
    ClosedByTime,
    NoReview,
    NotRecorded
};

// What the rulebook says of one complaint.
struct Ruled {
    Verdict verdict = Verdict::Genuine;
    bool reportable = false;
    std::optional<Ground> ground;  // with `reportable` false: what is suspected
    std::string clause;
    std::optional<bool> admissible;
    std::optional<Refusal> refusal;
    std::optional<PublicAnswer> public_answer;
    std::optional<DueMoment> report_due, report_due_from_rating, answer_due, counter_rating_due;

    double score = 0;  // 0..1
    std::vector<Word> signs, notes, evidence, needed, advice;
    std::optional<Word> path;
    std::vector<Word> missing_facts;  // what kept admission from being decided
    Bilingual why;
    std::optional<NearMiss> near_miss;
    std::vector<ToldFact> facts;  // when reportable
    bool confirm = false;
    std::string rulebook, version;
};

class Book {
public:
    // Fails with Invalid when the rulebook lacks a fact, a table or a result that triage asks.
    static Result<Book> open(rulebook::RulebookPtr book);

    [[nodiscard]] Ruled ask(const Circumstances& circumstances, facts::Platform platform,
                            Instant as_of) const;

    enum class FactName : std::uint8_t;  // book_facts.hpp
    enum class TableName : std::uint8_t;

private:
    friend class Questioning;
    rulebook::RulebookPtr book_;
    std::vector<rulebook::FactIndex> facts_;      // by FactName
    std::vector<const rulebook::Table*> tables_;  // by TableName, in *book_
};

}  // namespace pingli::triage
