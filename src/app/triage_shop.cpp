#include "app/triage_shop.hpp"

#include <utility>
#include <vector>

#include "base/barrier.hpp"

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

// Where a dossier stands: its order's row, else the first review's or conversation's.
DossierFault fault_of(const facts::Dossier& dossier, std::string cause) {
    facts::Source source;
    std::string which;
    if (dossier.order) {
        source = dossier.order->source;
        which = "order " + std::string{dossier.order->id};
    } else if (!dossier.reviews.empty()) {
        source = dossier.reviews.front().source;
        which = "review " + std::string{dossier.reviews.front().id};
    } else if (!dossier.conversations.empty()) {
        source = dossier.conversations.front().source;
        which = "thread " + std::string{dossier.conversations.front().id};
    }
    // An order that no file of orders has stands where it is first spoken of.
    if (source.file.empty() && !dossier.reviews.empty()) source = dossier.reviews.front().source;
    if (source.file.empty() && !dossier.conversations.empty())
        source = dossier.conversations.front().source;
    return {.problem = {.file = std::string{source.file},
                        .line = source.line,
                        .column = 0,
                        .field = std::move(which),
                        .found = {},
                        .expected = say("file.judged")},
            .cause = std::move(cause)};
}

}  // namespace

Result<TriageOutcome> triage_shop(DossierSource& source, const triage::Judge& judge,
                                  text::Scratch& scratch, FindingSink& sink,
                                  const TriageOptions& options) {
    const Heeding heeding{scratch, options.stop};
    const JudgeDossier by = [&](const facts::Dossier& dossier, std::vector<triage::Finding>& out,
                                triage::Tally& tally) {
        judge.judge(dossier, scratch, out, tally);
        if (options.survey && !is_stopped(options)) judge.survey(dossier, scratch, tally);
    };
    return triage_shop(source, by, sink, options);
}

Result<TriageOutcome> triage_shop(DossierSource& source, const JudgeDossier& judge,
                                  FindingSink& sink, const TriageOptions& options) {
    TriageOutcome outcome;
    facts::Dossier dossier;
    std::vector<triage::Finding> findings;
    while (TRY(source.next(dossier))) {
        findings.clear();
        auto cause = guarded([&] { judge(dossier, findings, outcome.tally); });
        if (is_stopped(options)) {  // What was read of this dossier may be half of it.
            outcome.stopped = true;
            break;
        }
        if (cause) {
            findings.clear();
            ++outcome.faults;
            if (options.on_fault) options.on_fault(fault_of(dossier, std::move(*cause)));
        }
        for (triage::Finding& finding : findings) TRY(sink.put(std::move(finding), dossier));
        if (outcome.tally.dossiers % kDossiersBetweenReports != 0) continue;
        if (options.on_progress) options.on_progress(outcome.tally);
    }
    if (options.on_progress) options.on_progress(outcome.tally);
    return outcome;
}

}  // namespace pingli::app
