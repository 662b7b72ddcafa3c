#include "report/report_writer.hpp"

#include <fstream>
#include <utility>

#include "codec/finding_json.hpp"
#include "report/card.hpp"
#include "report/card_spool.hpp"
#include "report/draft_pack.hpp"
#include "report/figures.hpp"
#include "report/files.hpp"
#include "report/index_page.hpp"

namespace pingli::report {

struct ReportWriter::Parts {
    ReportOptions options;
    CardSpool spool;
    std::ofstream lines;
    Figures figures;
    std::uint64_t findings = 0;
    std::uint64_t packs = 0;
};

namespace {

std::string names_of(const text::Causes& causes) {
    std::string out;
    for (std::size_t i = 0; i < text::kCauseCount; ++i)
        if (causes.test(i))
            out.append(out.empty() ? "" : " ").append(to_name(static_cast<text::Cause>(i)));
    return out;
}

}  // namespace

ReportWriter::ReportWriter(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ReportWriter::ReportWriter(ReportWriter&&) noexcept = default;
ReportWriter& ReportWriter::operator=(ReportWriter&&) noexcept = default;
ReportWriter::~ReportWriter() = default;

Result<ReportWriter> ReportWriter::open(ReportOptions options) {
    TRY(make_folder(options.folder));
    remove_old_packs(options.folder / "packs");
    auto spool = TRY(CardSpool::open(options.folder / ".cards.part", options.findings_shown_max));
    const auto lines_path = options.folder / "findings.ndjson";
    std::ofstream lines{lines_path, std::ios::binary | std::ios::trunc};
    if (!lines) return fail(ErrorCode::Unavailable, lines_path.string() + ": cannot be written");
    return ReportWriter{std::make_unique<Parts>(Parts{.options = std::move(options),
                                                      .spool = std::move(spool),
                                                      .lines = std::move(lines),
                                                      .figures = {}})};
}

Result<void> ReportWriter::put(triage::Finding finding, const facts::Dossier&) {
    Parts& parts = *parts_;
    const Heading& heading = parts.options.heading;
    ++parts.findings;
    parts.lines << codec::to_json_line(finding, heading.shop.zone) << '\n';
    if (!parts.lines)
        return fail(ErrorCode::Unavailable, "findings.ndjson: cannot be written, disk full?");

    if (!finding.speaks) return {};  // one card an incident
    const States states = states_of(finding, heading.as_of);
    parts.figures.count(finding, states, heading.shop.zone);
    std::string pack;
    if (deserves_pack(finding, heading.as_of)) {
        const PackContext context{.heading = heading, .clauses = parts.options.clauses};
        pack = "packs/" + TRY(write_draft_pack(parts.options.folder / "packs", finding, context)) +
               "/index.html";
        ++parts.packs;
    }
    SpooledCard card{.urgency = urgency_of(finding, heading.as_of),
                     .states = states,
                     .ground = finding.ground ? std::string{to_name(*finding.ground)} : "",
                     .causes = names_of(finding.causes),
                     .search = {}};
    if (!parts.spool.wants(card.urgency)) return {};
    card.search = search_text(finding);
    std::string html;
    Html writer{html};
    append_card(writer, finding,
                {.heading = heading,
                 .clauses = parts.options.clauses,
                 .pack = std::move(pack),
                 .number = parts.findings});
    return parts.spool.put(std::move(card), html);
}

Result<ReportOutcome> ReportWriter::finish(const RunNotes& notes) {
    Parts& parts = *parts_;
    parts.lines.close();
    if (!parts.lines)
        return fail(ErrorCode::Unavailable, "findings.ndjson: cannot be written, disk full?");
    ReportOutcome outcome{.page = parts.options.folder / "index.html",
                          .findings = parts.findings,
                          .shown = parts.spool.sorted().size(),
                          .packs = parts.packs};
    TRY(write_index_page(outcome.page,
                         {.heading = parts.options.heading,
                          .clauses = parts.options.clauses,
                          .figures = parts.figures,
                          .notes = notes},
                         parts.spool));
    return outcome;
}

}  // namespace pingli::report
