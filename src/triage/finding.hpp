// A finding: what one review or one thread of messages is, whether it can be reported, under which
// clause, until when, with which evidence, and what to do (docs/api.md; the JSON of the contract is
// codec/finding_json.hpp). Owns its strings: it outlives the dossier it was made from.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bilingual.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "text/signals.hpp"

namespace pingli::triage {

enum class SubjectKind : std::uint8_t { Review, Thread };
enum class Verdict : std::uint8_t { Malicious, Genuine, Unclear };
enum class Ground : std::uint8_t {
    UnreasonableDemand,
    ProfessionalCoercion,
    Competitor,
    ThirdPartyFraud,
    PrivateDataOrInsults,
};
enum class Refusal : std::uint8_t { TooLate, NotRatedByBoth, GoodRating, NothingWritten, NoGround };
enum class SpanPlace : std::uint8_t { Text, Followup, Chat };
enum class SpanKind : std::uint8_t { Demand, Threat, Insult, Pii };

struct FoundSpan {
    SpanPlace in{};
    std::optional<std::uint32_t> turn;  // for Chat
    text::Span span;
    SpanKind kind{};
    std::optional<text::PiiKind> pii_kind;
    std::optional<Money> amount;
};

struct Evidence {
    std::string kind;  // "chat_advice", "chat_demand", "call_recording" … (the rulebook's result
                       // `evidence`)
    Bilingual words;   // what it is and what it shows, or how to get it
    std::string reference;  // file, line, turn, evidence reference; empty for what is missing
};

struct Advice {
    std::string code;  // "report", "do_not_pay", "offer_exchange" …
    Bilingual words;
};

// A text whose date or a deadline whose other reading a person must see beside `due` (B19, B13).
struct Date {
    std::string code;  // "due", "due_from_rating", "public_answer_until" …
    Bilingual words;   // with the assumption named
    Instant at;
    bool is_past = false;  // at the time of triage
    bool provisional = false;
};

// What little would make a report of it that is taken: the fewest facts that would have to be
// otherwise, each with what is so and what would have to be.
struct NearMiss {
    struct Lack {
        std::string fact;  // its name in the rulebook
        Bilingual words, is, wanted;
        bool is_past = false;  // a deadline that has passed: nothing makes it good
    };
    std::optional<Ground> ground;  // under which it would be reported
    std::string clause;
    std::vector<Lack> lacks;  // proof first, then what admission asks
    Bilingual words;          // all of it, as a sentence
};

struct Part {  // of the original, for the report: every text that spans point into
    SpanPlace in{};
    std::uint32_t turn = 0;
    std::string who;  // "buyer", "seller", "platform"
    std::optional<Instant> at;
    std::string text;
    bool gap_after = false;
    std::string source;  // of a turn: the conversation's place, as evidence refers to it
};

// A fact that the rulebook was told, under the rulebook's name for it.
struct ToldFact {
    std::string name;
    std::variant<bool, std::int64_t, std::string> value;
};

struct Finding {
    SubjectKind subject_kind{};
    std::string subject_id;
    std::string order, buyer;
    std::string incident;  // to which it belongs (incident.hpp)
    bool speaks = true;    // for its incident: the others stand behind it
    std::optional<int> stars;
    std::string item, sku, courier;
    std::string agent;               // who spoke with the buyer for the shop
    std::optional<Instant> made_at;  // of the text complained of

    Verdict verdict{};
    bool reportable = false;
    std::optional<Ground> ground;
    std::string clause;  // id in the rulebook, "" = none
    std::optional<bool> admissible;
    std::optional<Refusal> refusal;
    std::optional<Instant> due;
    std::vector<Evidence> have, missing;
    std::vector<FoundSpan> spans;
    std::vector<Advice> advice;
    std::string reply_draft;
    double score = 0;  // 0..1, signs of malice; orders a queue, decides nothing (X7)
    Bilingual why;
    std::string rulebook, rulebook_version;

    // Beyond the contract, for people:
    text::Causes causes;
    text::Sentiment sentiment = text::Sentiment::Neutral;
    std::vector<Bilingual> signs;  // each sign that `score` counts
    std::vector<Bilingual> notes;  // what does not apply, what was assumed
    std::optional<NearMiss> near_miss;
    std::vector<Date> dates;
    std::string filing_path;   // menu path on the platform (B23), "" = none
    std::string confirm_note;  // not empty: "confirm with your platform"
    std::vector<Part> parts;
    std::uint32_t turns = 0;      // of all talks, also of those that `parts` leaves out
    std::vector<ToldFact> facts;  // of what can be reported: with them a report begins
};

std::string_view to_name(SubjectKind kind);
std::string_view to_name(Verdict verdict);
std::string_view to_name(Ground ground);
std::string_view to_name(Refusal refusal);
std::string_view to_name(SpanPlace place);
std::string_view to_name(SpanKind kind);

}  // namespace pingli::triage
