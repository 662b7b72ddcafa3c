// The page itself: head, figures, charts, and the cards that were kept, in order of urgency. The
// first ones stand in the page as markup, so that it can be read without a script; the others lie
// in it as text that the script turns into cards when they come into view.

#pragma once

#include <filesystem>

#include "report/card_spool.hpp"
#include "report/figures.hpp"
#include "report/page.hpp"
#include "report/report_writer.hpp"

namespace pingli::report {

constexpr std::size_t kCardsInMarkup = 100;
constexpr std::size_t kCardsInChunk = 50;

struct IndexContent {
    const Heading& heading;
    const std::vector<ClauseText>& clauses;
    const Figures& figures;
    const RunNotes& notes;
};

// Streams; holds one card at a time.
Result<void> write_index_page(const std::filesystem::path& path, const IndexContent& content,
                              CardSpool& cards);

}  // namespace pingli::report
