#include "app/triage_shop.hpp"

#include <utility>
#include <vector>

namespace pingli::app {

namespace {

constexpr std::uint64_t kDossiersBetweenReports = 1024;

}  // namespace

Result<TriageOutcome> triage_shop(DossierSource& source, const triage::Judge& judge,
                                  text::Scratch& scratch, FindingSink& sink,
                                  const TriageOptions& options) {
    TriageOutcome outcome;
    facts::Dossier dossier;
    std::vector<triage::Finding> findings;
    while (TRY(source.next(dossier))) {
        findings.clear();
        judge.judge(dossier, scratch, findings, outcome.tally);
        if (options.survey) judge.survey(dossier, scratch, outcome.tally);
        for (triage::Finding& finding : findings) TRY(sink.put(std::move(finding), dossier));
        if (outcome.tally.dossiers % kDossiersBetweenReports != 0) continue;
        if (options.on_progress) options.on_progress(outcome.tally);
        if (options.stop != nullptr && options.stop->load(std::memory_order_relaxed)) {
            outcome.stopped = true;
            break;
        }
    }
    if (options.on_progress) options.on_progress(outcome.tally);
    return outcome;
}

}  // namespace pingli::app
