// The judge: from everything known about an order to findings (contracts: one per neutral or bad
// review, one per review with an insult, personal data or a demand whatever its rating, one per
// thread with a demand under threat; all else is only counted). Pure; immutable; the scratch is the
// caller's. Nothing here decides: the text engine reads, the rulebook rules (X7).

#pragma once

#include <vector>

#include "facts/facts.hpp"
#include "replies/templates.hpp"
#include "text/engine.hpp"
#include "triage/book.hpp"
#include "triage/finding.hpp"
#include "triage/tally.hpp"

namespace pingli::triage {

class Judge {
public:
    // All of them outlive the judge. `as_of` is the time of judging.
    Judge(const text::Engine& engine, const Book& book, const replies::Templates& templates,
          const facts::Shop& shop, Instant as_of)
        : engine_(engine), book_(book), templates_(templates), shop_(shop), as_of_(as_of) {}

    // Appends to `out`, in the order of the dossier's reviews and then its conversations.
    void judge(const facts::Dossier& dossier, text::Scratch& scratch, std::vector<Finding>& out,
               Tally& tally) const;
    // Reads every review in full and counts polarity against stars, insults and personal data.
    void survey(const facts::Dossier& dossier, text::Scratch& scratch, Tally& tally) const;

private:
    struct Complaint;
    [[nodiscard]] bool wants_finding(const facts::Review& review, text::Scratch& scratch) const;
    [[nodiscard]] Finding judge_review(const facts::Dossier& dossier, const Reading& reading,
                                       const facts::Review& review, text::Scratch& scratch) const;
    [[nodiscard]] Finding judge_thread(const facts::Dossier& dossier, const Reading& reading,
                                       std::size_t index, text::Scratch& scratch) const;

    const text::Engine& engine_;
    const Book& book_;
    const replies::Templates& templates_;
    const facts::Shop& shop_;
    Instant as_of_;
};

}  // namespace pingli::triage
