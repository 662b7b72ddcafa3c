// What may be done with a finding, and by whom. Pure.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/review_shelf.hpp"
#include "base/bilingual.hpp"
#include "reviews/shelved.hpp"

namespace pingli::reviews {

enum class Move : std::uint8_t { Report, Answer, Leave, Resume, Undo };
inline constexpr std::array kMoves{Move::Report, Move::Answer, Move::Leave, Move::Resume,
                                   Move::Undo};
std::string_view to_name(Move move);  // "report" …

struct Powers {
    bool may_work = false;  // agent and up
    bool leads = false;     // supervisor, owner
};

// Why it may not be done now; nothing: it may. A proven professional or threat is always reported;
// leaving it is for those who lead (B20).
std::optional<Bilingual> why_not(Move move, const app::ShelfEntry& entry, const Powers& powers);
// Leaving a proven one needs a reason.
bool is_proven(const app::ShelvedFinding& finding);

// The state after the move.
std::string state_after(Move move, const std::string& before);

// As people read it. What is stored of it is an event (reviews/deeds.hpp).
struct Deed {
    Move move{};
    Instant at;
    UserId by;
    std::string text;  // the answer, the reason; may be empty
};
// All that was done, as rows kept it before deeds were events.
std::vector<Deed> read_deeds(std::string_view deeds);

}  // namespace pingli::reviews
