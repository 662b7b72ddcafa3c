// What somebody sees of a case: the one place that says which words are hidden from whom. Every
// answer, list, search and export is made of a case as `seen_by` gives it.
//
// Words under a mask that holds are blocks wherever they stand, also where somebody quotes them;
// their original is read by those who may unseal it, once two people have (X9). What one side
// prepared and has not sent is not there for the other.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "cases/gate.hpp"

namespace pingli::cases {

inline constexpr char32_t kBlock = U'■';  // in the place of each code point that is hidden

struct Sight {
    Side side = Side::Platform;  // for whom they read
    bool may_unseal = false;
};
// Of lists and indexes, which are made once for all.
inline constexpr Sight kAnybodysSight{};

// The words that the masks of a case hide.
class Veil {
public:
    Veil() = default;
    // Over all that is not lifted, but for what `reader` reads unsealed.
    explicit Veil(const Case& c, Sight reader = kAnybodysSight);
    [[nodiscard]] bool hides_anything() const { return !words_.empty() || !texts_.empty(); }
    // `text` with blocks in the place of what is hidden, one a code point.
    [[nodiscard]] std::string over(std::string text) const;
    // Whether a word that is hidden stands in `bytes`, and how long one is at most.
    [[nodiscard]] bool is_needed_over(std::string_view bytes) const;
    [[nodiscard]] std::size_t word_bytes_max() const {
        return words_.empty() ? 0 : words_.front().size();
    }

private:
    struct Text {
        std::string whole, shown;
    };
    std::vector<Text> texts_;         // of the review, with something hidden in each
    std::vector<std::string> words_;  // the longest first
};

// Whether the other side has been told of it at all: a report that was never filed is the shop's.
bool is_shown_to(Side side, const Case& c);
// `c` itself when nothing of it is hidden, else `room` with the rest.
const Case& seen_by(Sight sight, const Case& c, std::optional<Case>& room);
// Nothing: it is not theirs to see. `c`: the case as it stands, in full.
std::optional<Event> seen_by(Sight sight, const Event& event, const Case& c);

}  // namespace pingli::cases
