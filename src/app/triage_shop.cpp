#include "app/triage_shop.hpp"

#include <utility>
#include <vector>

namespace pingli::app {

namespace {

constexpr std::uint64_t kDossiersBetweenReports = 1024;

bool is_stopped(const TriageOptions& options) {
    return options.stop != nullptr && options.stop->load(std::memory_order_relaxed);
}

// The reading of a long text looks at the stop flag as well, for as long as this stands.
class Heeding {
public:
    Heeding(text::Scratch& scratch, const std::atomic<bool>* stop) : scratch_(scratch) {
        scratch_.heed(stop);
    }
    Heeding(const Heeding&) = delete;
    Heeding& operator=(const Heeding&) = delete;
    ~Heeding() { scratch_.heed(nullptr); }

private:
    text::Scratch& scratch_;
};

}  // namespace

Result<TriageOutcome> triage_shop(DossierSource& source, const triage::Judge& judge,
                                  text::Scratch& scratch, FindingSink& sink,
                                  const TriageOptions& options) {
    TriageOutcome outcome;
    facts::Dossier dossier;
    std::vector<triage::Finding> findings;
    const Heeding heeding{scratch, options.stop};
    while (TRY(source.next(dossier))) {
        findings.clear();
        judge.judge(dossier, scratch, findings, outcome.tally);
        if (is_stopped(options)) {  // What was read of this dossier may be half of it.
            outcome.stopped = true;
            break;
        }
        if (options.survey) judge.survey(dossier, scratch, outcome.tally);
        for (triage::Finding& finding : findings) TRY(sink.put(std::move(finding), dossier));
        if (outcome.tally.dossiers % kDossiersBetweenReports != 0) continue;
        if (options.on_progress) options.on_progress(outcome.tally);
    }
    if (options.on_progress) options.on_progress(outcome.tally);
    return outcome;
}

}  // namespace pingli::app
