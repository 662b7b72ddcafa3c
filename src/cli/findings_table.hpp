// Findings as a table for people: most urgent first, as wide as the terminal, with what follows
// from them at the end. Colours only when they are asked for. Not for programs: that is --json.

#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ports.hpp"
#include "base/zone.hpp"
#include "report/urgency.hpp"
#include "report/words.hpp"
#include "triage/tally.hpp"

namespace pingli::cli {

// Rows kept and printed; the rest is counted. More are no use on a screen.
constexpr std::size_t kTableRowsMax = 200;
constexpr std::size_t kTableColumnsMin = 40;

struct TableStyle {
    std::size_t columns = 120;  // of the terminal; less than kTableColumnsMin counts as that
    bool has_colour = false;
    Language language = Language::Chinese;
};

// What the terminal behind `descriptor` can show and what the environment asks for: NO_COLOR,
// COLUMNS, LC_ALL / LC_MESSAGES / LANG (zh… is Chinese, else English).
TableStyle table_style_of(int descriptor);

class FindingsTable final : public app::FindingSink {
public:
    FindingsTable(std::ostream& out, Zone zone, Instant as_of, TableStyle style);

    Result<void> put(triage::Finding finding, const facts::Dossier& dossier) override;
    // Prints the rows and the summary. Once.
    void finish(const triage::Tally& tally, std::uint64_t problems);

private:
    struct Row {
        report::Urgency urgency;
        std::optional<Instant> due;
        triage::Verdict verdict{};
        std::string state, ground, subject, why;  // in the table's language
        int stars = 0;
        bool is_refused = false;
    };
    [[nodiscard]] Row row_of(const triage::Finding& finding) const;
    struct Cell {
        std::string text;
        std::size_t columns;
        std::string_view colour;  // an SGR code, "" = none
    };
    static Cell cell(std::string text, std::size_t columns, std::string_view colour);
    // The cells side by side, together no wider than the terminal.
    [[nodiscard]] std::string cells(std::span<const Cell> cells) const;
    void print_head() const;
    void print_row(const Row& row) const;
    void print_summary(const triage::Tally& tally, std::uint64_t problems) const;
    [[nodiscard]] const std::string& say(const Bilingual& words) const;
    [[nodiscard]] std::string coloured(std::string text, std::string_view code) const;

    std::ostream& out_;
    Zone zone_;
    Instant as_of_;
    TableStyle style_;
    std::vector<Row> rows_;  // a heap with the least urgent on top
    std::uint64_t count_ = 0;
    std::array<std::uint64_t, report::kStateCount> by_state_{};
    std::optional<Instant> next_due_;
};

}  // namespace pingli::cli
