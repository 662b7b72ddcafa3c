// What simulated people say: pools of texts with slots, read from templates/simulate/phrases.tsv so
// that anybody can add to them. Parsed once; filling a text costs an append per piece.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/result.hpp"
#include "simulate/random.hpp"

namespace pingli::simulate {

enum class Pool : std::uint8_t {
    Item,
    Colour,
    Agent,
    Rival,
    PraiseOpen,
    PraiseMiddle,
    PraiseEnd,
    PraiseShort,
    Default,
    Quality,
    Size,
    ColourOff,
    Slow,
    Damage,
    Service,
    Price,
    Refused,
    Fake,
    Tail,
    Neutral,
    Insult,
    Pii,
    Competitor,
    Retaliation,
    Fraud,
    Professional,
    Coerced,
    CoercedFollowup,
    AskSize,
    Advise,
    Insist,
    WarnSize,
    AcceptSize,
    TooBig,
    Offer,
    Decline,
    DemandThreat,
    DemandOnly,
    DemandRefuse,
    Retort,
    Cashback,
    CashbackRefuse,
    OwedFault,
    OwedAsk,
    Stonewall,
    OwedThreat,
    Joke,
    JokeAnswer,
    OfferCash,
    OfferCashNo,
    OfferCashReview,
    SmalltalkBuyer,
    SmalltalkSeller,
    SmalltalkThanks,
    Question,
    Answer,
    Transcript,
    Police,
    SameTrade,
};
constexpr std::size_t kPoolCount = static_cast<std::size_t>(Pool::SameTrade) + 1;

// The name of the pool in the file: "coerced_followup".
std::string_view to_name(Pool pool);

enum class Slot : std::uint8_t {
    None,
    Money,
    Size,
    Big,
    H,
    W,
    Days,
    N,
    Colour,
    Phone,
    Agent,
    Rival
};
constexpr std::size_t kSlotCount = static_cast<std::size_t>(Slot::Rival) + 1;

// The values of one order's slots.
using Slots = std::array<std::string, kSlotCount>;

class Phrases {
public:
    // Every pool needs at least one text. Fails with Invalid; all faults are then in `problems`.
    static Result<Phrases> parse(std::string_view file, std::string_view bytes, Problems& problems);

    // Appends one text of the pool, chosen by `random`, its slots filled.
    void say(Pool pool, const Slots& slots, Random& random, std::string& out) const;
    // One text of a pool without slots.
    [[nodiscard]] std::string_view pick(Pool pool, Random& random) const;

private:
    struct Piece {
        std::string words;
        Slot slot = Slot::None;  // stands after the words
    };
    using Text = std::vector<Piece>;
    static std::string parse_text(std::string_view text, Text& out);

    std::array<std::vector<Text>, kPoolCount> pools_;
};

}  // namespace pingli::simulate
