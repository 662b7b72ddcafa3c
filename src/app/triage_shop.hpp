// The main job: every dossier of a shop through the judge, findings to the sink, a tally at the
// end. A dossier whose judging throws is left out and told; the rest goes on.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/ports.hpp"
#include "base/problem.hpp"
#include "triage/judge.hpp"

namespace pingli::app {

// A dossier that could not be judged.
struct DossierFault {
    Problem problem;    // where it stands in the files, and its order, review or thread
    std::string cause;  // for the operator's log; holds nobody's words
};

// Judges one dossier as triage::Judge does. May throw.
using JudgeDossier = std::function<void(const facts::Dossier& dossier,
                                        std::vector<triage::Finding>& out, triage::Tally& tally)>;

struct TriageOptions {
    // Read every review in full, the good ones too, and count polarity against stars.
    bool survey = false;
    // Set from outside (a signal, another thread) to stop at once: what is said of the dossier at
    // hand is left out.
    const std::atomic<bool>* stop = nullptr;
    // Called now and then with the dossiers done so far.
    std::function<void(const triage::Tally&)> on_progress;
    // Called for each dossier that is left out.
    std::function<void(DossierFault)> on_fault;
};

struct TriageOutcome {
    triage::Tally tally;
    bool stopped = false;
    std::uint64_t faults = 0;  // dossiers left out
};

Result<TriageOutcome> triage_shop(DossierSource& source, const triage::Judge& judge,
                                  text::Scratch& scratch, FindingSink& sink,
                                  const TriageOptions& options);
// The same with any judge; `survey` is its own business.
Result<TriageOutcome> triage_shop(DossierSource& source, const JudgeDossier& judge,
                                  FindingSink& sink, const TriageOptions& options);

}  // namespace pingli::app
