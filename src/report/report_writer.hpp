// Where findings go when people are to read them: a folder with
//   index.html        the report, one self-contained page
//   findings.ndjson   every finding, as the contract has it
//   packs/…           a draft pack for each review that can be reported
// Memory is bounded however many findings come. Not thread-safe.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "app/ports.hpp"
#include "base/problem.hpp"
#include "report/page.hpp"
#include "triage/tally.hpp"

namespace pingli::report {

// Findings shown in the page; findings.ndjson holds all. A page of this size opens in a second.
constexpr std::size_t kFindingsShownMax = 5'000;
// Problems of the input that the page names one by one.
constexpr std::size_t kProblemsShownMax = 50;

struct ReportOptions {
    std::filesystem::path folder;
    Heading heading;
    std::vector<ClauseText> clauses;  // of the rulebooks in use; may be empty
    std::size_t findings_shown_max = kFindingsShownMax;
};

// What the page says of the run as a whole.
struct RunNotes {
    triage::Tally tally;
    std::uint64_t problems = 0;
    Problems first_problems;           // at most kProblemsShownMax are shown
    std::uint64_t repeated_rows = 0;   // joined with the rows that they repeat
    std::uint64_t files_not_read = 0;  // each is among the problems
    bool stopped = false;              // by the user, before the end
};

struct ReportOutcome {
    std::filesystem::path page;
    std::uint64_t findings = 0;
    std::uint64_t shown = 0;
    std::uint64_t packs = 0;
};

class ReportWriter final : public app::FindingSink {
public:
    // Makes the folder. Fails when it cannot be written to.
    static Result<ReportWriter> open(ReportOptions options);
    ReportWriter(ReportWriter&&) noexcept;
    ReportWriter& operator=(ReportWriter&&) noexcept;
    ~ReportWriter() override;

    Result<void> put(triage::Finding finding, const facts::Dossier& dossier) override;
    // Writes the page. Once, at the end.
    Result<ReportOutcome> finish(const RunNotes& notes);

private:
    struct Parts;
    explicit ReportWriter(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace pingli::report
