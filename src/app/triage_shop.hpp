// The main job: every dossier of a shop through the judge, findings to the sink, a tally at the
// end.

#pragma once

#include <atomic>
#include <functional>

#include "app/ports.hpp"
#include "triage/judge.hpp"

namespace pingli::app {

struct TriageOptions {
    // Read every review in full, the good ones too, and count polarity against stars.
    bool survey = false;
    // Set from outside (a signal, another thread) to stop at once: what is said of the dossier at
    // hand is left out.
    const std::atomic<bool>* stop = nullptr;
    // Called now and then with the dossiers done so far.
    std::function<void(const triage::Tally&)> on_progress;
};

struct TriageOutcome {
    triage::Tally tally;
    bool stopped = false;
};

Result<TriageOutcome> triage_shop(DossierSource& source, const triage::Judge& judge,
                                  text::Scratch& scratch, FindingSink& sink,
                                  const TriageOptions& options);

}  // namespace pingli::app
