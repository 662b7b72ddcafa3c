// What an Engine is made of: for this folder's detectors only. How to write one:
//
//   constexpr Category kThreat{"threat.bad_review"};    // rows of lexicons/*.tsv, see lexicon.hpp
//   const Reading& turn = ...;                          // made by read(), below
//   for (const Hit& hit : turn.of(kThreat)) {           // leftmost-longest, in order
//       if (turn.is_negated(hit)) continue;             // grammar.hpp
//       const Speech* speech = turn.speech_of(hit);     // quoted or reported, and by whom
//       const Entry& entry = parts.entry(hit);          // entry.has("strong"), entry.value("kind")
//       span = turn.span(hit);                          // code points of the original
//   }
//
// All places in a Reading (hits, clauses, speech, numbers) are bytes of turn.text(), the folded
// text: simplified, half width, small letters, look-alikes undone. Only span() goes back.

#pragma once

#include <string>
#include <vector>

#include "text/engine.hpp"
#include "text/fold.hpp"
#include "text/lexicon.hpp"
#include "text/matcher.hpp"
#include "text/personal_names.hpp"
#include "text/place_words.hpp"
#include "text/reading.hpp"
#include "text/review_gate.hpp"

namespace pingli::text {

struct Engine::Parts {
    Folder folder;
    Lexicon lexicon;
    Matcher matcher;
    std::string key;
    PersonalNames names;
    PlaceWords places;
    ReviewGate review_gate;

    [[nodiscard]] const Entry& entry(const Hit& hit) const { return lexicon.entries[hit.entry]; }
};

struct Scratch::Buffers {
    MatchScratch match;
    Folded folded;  // for the gate
    Reading review, followup;
    Reading context, draft;
    std::vector<Reading> turns;  // grows to the longest conversation; see read_turns()
    std::vector<Turn> said;      // as much of each as is read

    [[nodiscard]] bool is_over() const { return match.going.is_over(); }  // see Scratch::heed()
};

// Folds, scans and splits `text` (valid UTF-8, outlives the use of `out`).
void read(const Engine::Parts& parts, Scratch::Buffers& buffers, std::string_view text,
          Reading& out);
// The same for each turn, into buffers.turns; the span is valid until the next call.
std::span<const Reading> read_turns(const Engine::Parts& parts, Scratch::Buffers& buffers,
                                    std::span<const Turn> turns);

}  // namespace pingli::text
