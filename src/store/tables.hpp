// The tables of a store, each declared once; what follows from it stands in store/table.hpp, and
// that the steps of the schema have made just these, a test says (tests/contract/table_test.cpp).
// Not here: records and keys of persons, whose statements have conditions of their own, and the
// documents of the search, which each technology keeps in its own way.

#pragma once

#include <array>

#include "store/plan.hpp"
#include "store/table.hpp"

namespace pingli::store {

using app::ColumnIs;
using app::ColumnKept;

// What a table of a shop is unless it says otherwise.
struct ShopTable {
    static constexpr auto kScope = "shop";
    static constexpr auto kPlace = "";
    static constexpr auto kFacetIndex = "";
    static constexpr bool kIsWide = false;
    static constexpr std::array<TableIndex, 0> kIndexes{};
};

struct EventLineRef {
    std::int64_t position;
    const CaseId& case_id;
    std::int64_t version;
    const std::string& type;
    const std::string& body;
    const app::Hash& hash;
};
struct EventTable : ShopTable {
    using Row = app::StoredEvent;
    static constexpr auto kName = "events";
    static constexpr auto kPlace = "position";
    static constexpr std::array kIndexes{TableIndex{"events_case", "shop, case_id, version", true}};
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"position", ColumnIs::Key}, s.position);
        v({"case_id"}, s.case_id);
        v({"version"}, s.version);
        v({"type"}, s.type);
        v({"body", ColumnIs::Put, ColumnKept::Bytes}, s.body);
        v({"hash"}, s.hash);
    }
};

EventLineRef line_of(const EventRow& row);

struct HeadTable : ShopTable {
    using Row = ChainEnd;
    static constexpr auto kName = "heads";
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"position"}, s.position);
        v({"hash"}, s.hash);
    }
};

// What the queue holds of a case: written from what it borrows, read into what is its own.
template <class Id, class Facts, class Row>
struct CaseLineOf {
    Id case_id;
    Facts facts;
    Row row;
};
using CaseLine = CaseLineOf<CaseId, CaseFacts, app::QueueRow>;
using CaseLineRef = CaseLineOf<const CaseId&, const CaseFacts&, const app::QueueRow&>;

struct CaseTable : ShopTable {
    using Row = CaseLine;
    static constexpr auto kName = "cases";
    static constexpr auto kPlace = "first_position";
    static constexpr std::array kIndexes{
        TableIndex{"cases_number", "shop, year, number", true},
        TableIndex{"cases_position", "shop, first_position", true},
        TableIndex{"cases_due", "shop, next_due_at, first_position"},
        TableIndex{"cases_updated", "shop, updated_at, first_position"},
        TableIndex{"cases_phase", "shop, phase, next_due_at, first_position"},
        TableIndex{"cases_assigned", "shop, assigned, next_due_at, first_position"},
        TableIndex{"cases_assigned_phase", "shop, assigned, phase, next_due_at, first_position"},
        TableIndex{"cases_phase_position", "shop, phase, first_position"},
        TableIndex{"cases_assigned_position", "shop, assigned, first_position"},
        TableIndex{"cases_assigned_updated", "shop, assigned, updated_at, first_position"},
        TableIndex{"cases_kind_opened", "shop, kind, opened_at"},
        TableIndex{"cases_phase_updated", "shop, phase, updated_at, first_position"}};
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"case_id", ColumnIs::Key}, s.case_id);
        v({"version"}, s.facts.version);
        v({"first_position", ColumnIs::Born}, s.facts.first_position);
        v({"year", ColumnIs::Born}, s.facts.year);
        v({"number", ColumnIs::Born}, s.facts.number);
        app::QueueRow::each(s.row, v);
    }
};
app::CaseEntry entry_of(CaseLine line);

struct NumberLine {
    int year = 0;
    std::int64_t last = 0;
};
struct NumberTable : ShopTable {
    using Row = NumberLine;
    static constexpr auto kName = "numbers";
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"year", ColumnIs::Key}, s.year);
        v({"last"}, s.last);
    }
};

template <class Id, class Entry>
struct LedgerStoredOf {
    Id case_id;
    std::int64_t position = 0;
    int ordinal = 0;  // among the entries of one change
    Entry entry;
};
using LedgerStored = LedgerStoredOf<CaseId, app::LedgerEntry>;
using LedgerStoredRef = LedgerStoredOf<const CaseId&, const app::LedgerEntry&>;

struct LedgerTable : ShopTable {
    using Row = LedgerStored;
    static constexpr auto kName = "ledger";
    static constexpr auto kPlace = "position";
    template <class Self, class V>
    static void each(Self& s, V& v) {
        app::LedgerEntry::each(s.entry, v);
        v({"position", ColumnIs::Key}, s.position);
        v({"ordinal", ColumnIs::Key}, s.ordinal);
        v({"case_id"}, s.case_id);
    }
};
app::LedgerLine line_of(LedgerStored stored);
LedgerStoredRef line_of(const LedgerRow& row);

struct ShelfLineRef {
    std::int64_t position;
    const app::ShelvedFinding& finding;
    const app::ReviewMark& mark;
};
struct ShelfTable : ShopTable {
    using Row = app::ShelfEntry;
    static constexpr auto kName = "reviews";
    static constexpr auto kFacetIndex = "reviews_facets";
    static constexpr auto kPlace = "position";
    static constexpr bool kIsWide = true;
    static constexpr std::array kIndexes{
        TableIndex{"reviews_position", "shop, position", true},
        TableIndex{"reviews_due", "shop, due_at, position"},
        TableIndex{"reviews_made", "shop, made_at, position"},
        TableIndex{"reviews_state_due", "shop, state, due_at, position"},
        TableIndex{"reviews_state_made", "shop, state, made_at, position"},
        TableIndex{"reviews_count", "shop, verdict, state, is_reportable"},
        TableIndex{"reviews_facets",
                   "shop, made_at, kind, verdict, state, is_reportable, ground, causes, sku,"
                   " courier, agent, import_id"},
        TableIndex{"reviews_import", "shop, import_id, due_at, position"}};
    template <class Self, class V>
    static void each(Self& s, V& v) {
        app::ShelfEntry::each(s, v);
    }
};

// Of one user's request, under its key.
template <class Text, class User, class Answer>
struct AnswerLineOf {
    User user;
    Text key;
    Text route;
    Text body_hash;
    Answer answer;
    Instant kept_until;
};
using AnswerLine = AnswerLineOf<std::string, UserId, app::KeptAnswer>;
using AnswerLineRef = AnswerLineOf<const std::string&, const UserId&, const app::KeptAnswer&>;

struct AnswerTable : ShopTable {
    using Row = AnswerLine;
    static constexpr auto kName = "answers";
    static constexpr std::array kIndexes{TableIndex{"answers_kept_until", "kept_until"}};
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"user_id", ColumnIs::Key}, s.user);
        v({"key", ColumnIs::Key}, s.key);
        v({"route"}, s.route);
        v({"body_hash"}, s.body_hash);
        v({"status"}, s.answer.status);
        v({"body", ColumnIs::Put, ColumnKept::Bytes}, s.answer.body);
        v({"kept_until"}, s.kept_until);
    }
};
KeptRow kept_of(AnswerLine line);
AnswerLineRef line_of(const AnswerRow& row);

struct JournalTable : ShopTable {
    using Row = app::JournalEntry;
    static constexpr auto kName = "journal";
    static constexpr auto kScope = "";
    static constexpr auto kPlace = "position";
    static constexpr bool kIsWide = true;  // the key is the row's own number
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"position", ColumnIs::Key}, s.position);
        v({"table_name"}, s.table);
        v({"scope"}, s.scope);
        v({"subject"}, s.subject);
        v({"digest"}, s.digest);
        v({"hash"}, s.hash);
    }
};

}  // namespace pingli::store
