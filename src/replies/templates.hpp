// The sentences from which replies are put together, and the words for advice and evidence: data of
// templates/*.toml, read by codec/templates_toml.hpp. Policy people change them; no code knows one.
//
// A sentence may promise only what the shop's own policy holds: {return_days}, {repair_days},
// {after_sales_days} stand for its figures (B4). It may state something as done only under `needs`,
// the record that shows it (B22).

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "text/signals.hpp"

namespace pingli::replies {

enum class Channel : std::uint8_t { Public, Chat };

// What an answer is for. Complaint is the genuine one; its causes say the rest.
enum class Occasion : std::uint8_t {
    Complaint,
    UnreasonableDemand,  // under a review that a refused demand brought (B11)
    CashDemand,          // in the chat, before any review (B10, S11)
    Professional,
    Competitor,
    Retaliation,      // after a lost claim (B10, S9)
    Insults,          // the review insults or publishes data; its complaint is answered too (S6)
    ThirdPartyFraud,  // the buyer is a victim (B21)
    OwnReward,        // the shop's own offer for a review (S13)
    Praise,
};
constexpr std::size_t kOccasionCount = 10;

// Where in a reply a sentence stands; a reply is made in this order.
enum class Place : std::uint8_t { Opening, Cause, Done, Step, Promise, Closing };
constexpr std::size_t kPlaceCount = 6;

// What a record of the shop shows, so that a reply may say it (B22).
enum class Record : std::uint8_t {
    AgentCoached,
    CarrierInformed,
    MakerInformed,
    OnePriceEverywhere,
    InsuranceHeld,      // this order is insured, looked up (F2)
    InsuranceNone,      // it is not, looked up
    InsuranceDeclined,  // the insurer declined it, looked up
    PoliceInformed,
};
constexpr std::size_t kRecordCount = 8;

struct Sentence {
    std::string code;                 // "complaint.quality.cause"
    std::vector<Occasion> occasions;  // never empty
    Place place{};
    std::vector<text::Cause> causes;  // empty = whatever the causes
    std::optional<Channel> channel;   // absent = both
    std::optional<Record> needs;
    Bilingual words;
};

// A wrong thing in a draft, as people are told of it.
struct FaultWords {
    std::string code;  // a text::Fault by name, or a DraftRule's
    Bilingual words;
    Bilingual instead;  // what to say or do in its place
};

// Words that must not stand near each other in a draft. Matching ignores blanks.
struct DraftRule {
    std::string code;  // "employee_shamed"
    // One of each group, in this order, each within `reach` characters of the one before.
    std::vector<std::vector<std::string>> groups;
    std::vector<std::string> unless;  // any of these inside or right before the match undoes it
    std::uint32_t reach = 0;
    std::optional<Record> record;    // With this record the words are true, and no fault.
    std::optional<Channel> channel;  // Absent: on both.
};

// Which of the policy's periods a promise of days is measured against.
enum class PolicyTerm : std::uint8_t { Return, Repair, AfterSales };
struct PromiseRule {
    PolicyTerm term{};
    std::vector<std::string> words;   // "退货", "无理由" … beside a number of days
    std::vector<std::string> unless;  // "到账": the days are of something else
};

struct Templates {
    std::size_t public_characters_max = 0;  // of a public answer, on the platform; 0 = no limit
    std::vector<Sentence> sentences;
    std::vector<FaultWords> faults;
    std::vector<DraftRule> rules;
    std::vector<PromiseRule> promises;
    // Code to words, sorted: advice and evidence of findings, B2's questions.
    std::map<std::string, Bilingual, std::less<>> advice, have, missing, questions;

    [[nodiscard]] const FaultWords* find_fault(std::string_view code) const;
};

std::string_view to_name(Channel channel);
std::string_view to_name(Occasion occasion);
std::string_view to_name(Place place);
std::string_view to_name(Record record);
std::string_view to_name(PolicyTerm term);
std::optional<Channel> parse_channel(std::string_view name);
std::optional<Occasion> parse_occasion(std::string_view name);
std::optional<Place> parse_place(std::string_view name);
std::optional<Record> parse_record(std::string_view name);
std::optional<PolicyTerm> parse_policy_term(std::string_view name);
std::optional<text::Cause> parse_cause(std::string_view name);

}  // namespace pingli::replies
