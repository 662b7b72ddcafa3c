// The nouns of a case: who acts, what kind of dispute it is, where it stands, what a fact and an
// exhibit are. Values only.
//
// Every struct that is stored or shown lists its fields once, in `each`: a visitor is called with
// the name and the field; `maybe` for what may be absent, `fresh` for the id of something new. The
// codec, the moves and the tests go by that list; the core knows no format.

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bilingual.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "cases/limits.hpp"
#include "cases/names.hpp"

namespace pingli::cases {

using AllegationId = Strong<struct AllegationIdTag, std::string>;
using ExhibitId = Strong<struct ExhibitIdTag, std::string>;
using MessageId = Strong<struct MessageIdTag, std::string>;
using RulingId = Strong<struct RulingIdTag, std::string>;
using AppealId = Strong<struct AppealIdTag, std::string>;
using EntryId = Strong<struct EntryIdTag, std::string>;  // of the points ledger
using MaskId = Strong<struct MaskIdTag, std::string>;
using RemedyId = Strong<struct RemedyIdTag, std::string>;

enum class CaseKind : std::uint8_t { HarassmentClaim, ReviewReport, Complaint };
template <>
inline constexpr auto kNamesOf<CaseKind> =
    std::to_array<std::string_view>({"harassment_claim", "review_report", "complaint"});
static_assert(is_named_up_to(CaseKind::Complaint));

// Tracked: the platform decides, and its ruling is recorded with its source. Decided: ruled here.
enum class Perspective : std::uint8_t { Tracked, Decided };
template <>
inline constexpr auto kNamesOf<Perspective> =
    std::to_array<std::string_view>({"tracked", "decided"});
static_assert(is_named_up_to(Perspective::Decided));

enum class Role : std::uint8_t {
    Owner,
    Supervisor,
    Agent,
    CaseOfficer,
    SeniorOfficer,
    PolicyEditor,
    Auditor,
    Claimant,  // the customer of the case: claims, complains, or wrote the review
    System,    // the clock
};
template <>
inline constexpr auto kNamesOf<Role> = std::to_array<std::string_view>(
    {"owner", "supervisor", "agent", "case_officer", "senior_officer", "policy_editor", "auditor",
     "claimant", "system"});
static_assert(is_named_up_to(Role::System));

enum class Side : std::uint8_t { Shop, Customer, Platform, System };
template <>
inline constexpr auto kNamesOf<Side> =
    std::to_array<std::string_view>({"shop", "customer", "platform", "system"});
static_assert(is_named_up_to(Side::System));

// Claims go Filed, Review, Ruled, Appealed, Final; reports start in Draft; complaints go Open,
// Proposed, Agreed, CarriedOut, Closed, with HandedOver in between.
enum class Phase : std::uint8_t {
    None,  // no event yet
    Draft,
    Filed,
    Review,  // taken up by an officer
    Ruled,   // an appeal is possible
    Appealed,
    Final,
    Withdrawn,
    Closed,
    Open,
    Proposed,
    Agreed,
    HandedOver,  // offered to a superior who has not accepted yet
    CarriedOut,
};
template <>
inline constexpr auto kNamesOf<Phase> = std::to_array<std::string_view>(
    {"none", "draft", "filed", "review", "ruled", "appealed", "final", "withdrawn", "closed",
     "open", "proposed", "agreed", "handed_over", "carried_out"});
static_assert(is_named_up_to(Phase::CarriedOut));

enum class Outcome : std::uint8_t { Upheld, NotUpheld };
template <>
inline constexpr auto kNamesOf<Outcome> = std::to_array<std::string_view>({"upheld", "not_upheld"});
static_assert(is_named_up_to(Outcome::NotUpheld));

enum class Instance : std::uint8_t { First, Appeal };
template <>
inline constexpr auto kNamesOf<Instance> = std::to_array<std::string_view>({"first", "appeal"});
static_assert(is_named_up_to(Instance::Appeal));

struct Actor {
    UserId user;
    Role role{};
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("user", s.user);
        v("role", s.role);
    }
    friend bool operator==(const Actor&, const Actor&) = default;
};

// The side for which a role speaks.
constexpr Side side_of(Role role) {
    switch (role) {
        case Role::Owner:
        case Role::Supervisor:
        case Role::Agent:
            return Side::Shop;
        case Role::Claimant:
            return Side::Customer;
        case Role::System:
            return Side::System;
        default:
            return Side::Platform;
    }
}

// Free text that belongs to a person: stored encrypted under that person's key, and empty for ever
// once the key is gone.
struct Personal {
    PersonId person;
    std::string text;
    bool erased = false;
    friend bool operator==(const Personal&, const Personal&) = default;
};

// A fact as a rulebook knows it, by name. A moment, a date or an amount is written as a rulebook
// writes it ("2026-05-12T10:00", "12400.00 CNY").
using FactValue = std::variant<bool, std::int64_t, std::string>;
struct Fact {
    std::string name;
    FactValue value;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("name", s.name);
        v("value", s.value);
    }
    friend bool operator==(const Fact&, const Fact&) = default;
};
using Facts = std::vector<Fact>;

// One attempt to reach a person, as an exhibit shows it. Attempts of all channels count together.
struct ShownContact {
    std::string channel;  // call, sms, email, chat, visit …
    Instant at;
    bool answered = false;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("channel", s.channel, kShortText);
        v("at", s.at);
        v.maybe("answered", s.answered);
    }
    friend bool operator==(const ShownContact&, const ShownContact&) = default;
};

// One thing that the customer says was done.
struct Allegation {
    AllegationId id;
    std::string alleged;  // the rulebook's word: frequent_contact, repulsive_object, insults …
    std::string person;   // who was disturbed: buyer, workplace, connected_person …
    Personal words;
    std::optional<Instant> stop_requested_at;  // from when on the person wanted no more calls
    Facts facts;                               // what the customer states
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("id", s.id);
        v("alleged", s.alleged);
        v("person", s.person);
        v("words", s.words);
        v.maybe("stop_requested_at", s.stop_requested_at);
        v.maybe("facts", s.facts);
    }
    friend bool operator==(const Allegation&, const Allegation&) = default;
};

// The file behind an exhibit; its bytes lie in the vault under their hash.
// The texts of a review that a report is about, and places in them.
enum class Place : std::uint8_t { Text, FollowUp, Explanation };
template <>
inline constexpr auto kNamesOf<Place> =
    std::to_array<std::string_view>({"text", "follow_up", "explanation"});
static_assert(is_named_up_to(Place::Explanation));

struct WordSpan {  // code points of the original, [start, end)
    std::int64_t start = 0;
    std::int64_t end = 0;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("start", s.start);
        v("end", s.end);
    }
    friend bool operator==(const WordSpan&, const WordSpan&) = default;
};

// Words that triage took for an insult or for somebody's data: proposed for masking, nothing more.
enum class Offence : std::uint8_t { Insult, Pii };
template <>
inline constexpr auto kNamesOf<Offence> = std::to_array<std::string_view>({"insult", "pii"});
static_assert(is_named_up_to(Offence::Pii));

struct MarkedWords {
    Place place{};
    WordSpan span;
    Offence offence{};
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("place", s.place);
        WordSpan::each(s.span, v);
        v("offence", s.offence);
    }
    friend bool operator==(const MarkedWords&, const MarkedWords&) = default;
};

struct FileRef {
    std::string sha256;  // 64 lower-case hexadecimal digits
    std::int64_t bytes = 0;
    std::string mime;
    std::string name;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("sha256", s.sha256, kShortText);
        v("bytes", s.bytes);
        v("mime", s.mime, kShortText);
        v.maybe("name", s.name, kFileName);
    }
    friend bool operator==(const FileRef&, const FileRef&) = default;
};

// What an exhibit is said to show of an allegation, and what it was found to show.
enum class Showing : std::uint8_t { Nothing, Confirms, Contradicts };
template <>
inline constexpr auto kNamesOf<Showing> =
    std::to_array<std::string_view>({"nothing", "confirms", "contradicts"});
static_assert(is_named_up_to(Showing::Contradicts));

// The version of a rulebook that judged.
struct BookRef {
    std::string id;
    std::string version;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("id", s.id);
        v("version", s.version);
    }
    friend bool operator==(const BookRef&, const BookRef&) = default;
};

// A table that was asked, and what of it fired (X1).
struct FiredTable {
    std::string table;
    std::vector<std::string> rows;
    std::vector<std::string> clauses;
    Facts results;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("table", s.table);
        v("rows", s.rows);
        v("clauses", s.clauses);
        v("results", s.results);
    }
    friend bool operator==(const FiredTable&, const FiredTable&) = default;
};

}  // namespace pingli::cases
