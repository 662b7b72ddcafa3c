// The conversation lexicons as the detectors of this folder see them: one Mark for each category,
// and a turn cut into Parts, which are clauses cut again at the words that tie a condition to what
// follows from it (不然, 否则, 不…就…).
//
// It reads; it does not judge. Demands, threats and what is owed are in the files named so.

#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "text/engine_parts.hpp"
#include "text/signals.hpp"

namespace pingli::text {

enum class Mark : std::uint8_t {
    DemandCash,
    DemandGift,
    DemandDiscount,
    DemandRefund,
    DemandRefundOnly,
    DemandKeep,
    DemandReturn,
    DemandAsk,
    ThreatReview,
    ThreatReviewHint,
    ThreatPlatform,
    ThreatPlatformHint,
    ThreatRegulator,
    ThreatExpose,
    ThreatExposeHint,
    Menace,
    Status,
    Release,
    Harmless,
    Reported,
    Hypothetical,
    Joke,
    Laugh,
    Serious,
    Retract,
    Denial,
    Carrot,
    OtherTarget,
    Receipt,
    Size,
    Defect,
    Wrong,
    Missing,
    Late,
    Fit,
    Spoilt,
    Minor,
    Taste,
    OwnMistake,
    Statutory,
    Pedantic,
    Promise,
    WithinSeven,
    TooLate,
    Excess,
    Decline,
    RefusesToShow,
    Solved,
    Settles,
    Objection,
    Remedy,
    Accept,
    Refuse,
    Reason,
    Contradict,
    Alternative,
    Stonewall,
    PassesOn,
    Resend,
    Apology,
    Insult,
    Blame,
    Insurance,
    InsuranceAll,
    InsuranceChecked,
    ReviewWord,
    ReviewGood,
    ReviewChange,
    BegDirect,
    Plea,
    Benefit,
    Leak,
    SellerThreat,
    Advice,
    AdviceReject,
    // of reply drafts, see reply_signals.cpp
    Empathy,
    Step,
    EmptyPromise,
    Thanks,
    Problem,
    Request,
    Closed,
    Undue,
    Urging,
    ContextQuestion,
    ContextTaste,
    Argument,
    OutsidePolicy,
    Contact,
    DraftStonewall,
    Dismissal,
    ReviewBad,
    Count_,
};
constexpr std::size_t kMarkCount = static_cast<std::size_t>(Mark::Count_);

class MarkSet {
public:
    void add(Mark mark) { bits_.set(static_cast<std::size_t>(mark)); }
    void add(const MarkSet& marks) { bits_ |= marks.bits_; }
    [[nodiscard]] bool has(Mark mark) const { return bits_.test(static_cast<std::size_t>(mark)); }
    template <class... Ms>
    [[nodiscard]] bool any(Ms... marks) const {
        return (has(marks) || ...);
    }

private:
    std::bitset<kMarkCount> bits_;
};

// A hit of a conversation lexicon; places are bytes of the folded text.
struct Sign {
    Offset start{};
    Offset end{};
    Mark mark{};
    bool is_negated = false;
};

enum class Joint : std::uint8_t {
    None,
    Condition,  // 不给的话, 如果不补
    AfterIf,    // what follows from a condition
    AfterElse,  // what follows 不然, 否则
};

struct Part {
    Offset start{};
    Offset end{};
    std::uint32_t clause = 0;  // index into Reading::clauses
    Joint joint = Joint::None;
    bool is_question = false;
    bool ends_sentence = false;
    MarkSet marks{};  // without negated signs
    MarkSet negated{};
};

struct TurnView {
    const Engine::Parts* parts_of_engine = nullptr;
    const Reading* reading = nullptr;
    Speaker who = Speaker::Buyer;
    std::uint32_t index = 0;
    MarkSet marks{};
    std::vector<Sign> signs{};  // by place
    std::vector<Part> parts{};  // by place, apart from each other
    // Indices of `signs` by mark, then place: all, and those that are not negated.
    std::vector<std::uint32_t> by_mark{};
    std::vector<std::uint32_t> plain_by_mark{};

    [[nodiscard]] std::string_view text() const { return reading->text(); }
    [[nodiscard]] std::string_view words(const Part& part) const {
        return cut(text(), part.start, part.end);
    }
    [[nodiscard]] Span span(std::size_t start, std::size_t end) const {
        return reading->span(start, end);
    }
    [[nodiscard]] Span span(const Part& part) const { return span(part.start, part.end); }
    // The signs that begin in [start, end). O(log n), as is find().
    [[nodiscard]] std::span<const Sign> signs_from(std::size_t start, std::size_t end) const;
    [[nodiscard]] std::span<const Number> numbers_in(const Part& part) const {
        return numbers_within(reading->numbers, part.start, part.end);
    }
    // The part that holds `sign`, or null.
    [[nodiscard]] const Part* part_with(const Sign& sign) const;
    // The first sign of `mark` in [start, end), or null. Negated ones only if asked for.
    [[nodiscard]] const Sign* find(Mark mark, std::size_t start, std::size_t end,
                                   bool with_negated = false) const;
    [[nodiscard]] const Sign* find(Mark mark) const { return find(mark, 0, text().size()); }
};

// Which Mark each category of a lexicon is. Made for each call; about half a microsecond.
class MarkTable {
public:
    explicit MarkTable(const Lexicon& lexicon);
    [[nodiscard]] std::optional<Mark> of(std::uint16_t category) const {
        const std::uint8_t mark = category < kSize ? marks_.at(category) : kNone;
        return mark == kNone ? std::nullopt : std::optional{static_cast<Mark>(mark)};
    }

private:
    static constexpr std::size_t kSize = 1000;
    static constexpr std::uint8_t kNone = 0xFF;
    std::array<std::uint8_t, kSize> marks_{};
};

// `parts` and `reading` outlive the view.
TurnView view_turn(const MarkTable& table, const Engine::Parts& parts, const Reading& reading,
                   Speaker who, std::uint32_t index);

}  // namespace pingli::text
