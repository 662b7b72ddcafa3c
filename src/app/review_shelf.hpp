// The shelf of reviews: what triage found, one row a finding, until a person has done with it. A
// part of the store; like it, it holds bytes and knows nothing of what a finding means.
//
// A finding is known by its subject: put again it takes the place of the one before, and what was
// done with it stays. What is personal lies sealed in `words`, `body` and `deeds`.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/stream.hpp"
#include "app/table_column.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace pingli::app {

struct PersonKey;

constexpr std::size_t kShelvedAtOnceMax = 256;
constexpr std::size_t kShelvedBodyBytesMax = 4U << 20U;
constexpr std::size_t kShelvedListBytesMax = 16U << 10U;
constexpr std::size_t kShelvedNameBytesMax = 200;  // of a sku, courier, agent

struct ReviewKey {
    std::string kind;  // review, thread
    std::string id;
    friend auto operator<=>(const ReviewKey&, const ReviewKey&) = default;
};

struct ShelvedFinding {
    ReviewKey key;
    std::string verdict;
    bool is_reportable = false;
    std::string ground;             // may be empty
    std::optional<Instant> due_at;  // of a report that can still be filed: by which rows are sorted
    Instant made_at;
    std::int64_t causes = 0;  // one bit each
    Instant put_at;
    std::string sku, courier, agent;  // by which reviews are counted; each may be empty
    std::string import_id;            // which put it last; may be empty
    std::string list;   // JSON of what is not personal; the store does not look inside
    std::string words;  // sealed: what the row shows of the person's words
    std::string body;   // sealed: all that is needed to judge the finding
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"kind", ColumnIs::Key}, s.key.kind);
        v({"id", ColumnIs::Key}, s.key.id);
        v({"verdict"}, s.verdict);
        v({"is_reportable"}, s.is_reportable);
        v({"ground"}, s.ground);
        v({"due_at", ColumnIs::Put, ColumnKept::Due}, s.due_at);
        v({"made_at"}, s.made_at);
        v({"causes"}, s.causes);
        v({"put_at"}, s.put_at);
        v({"sku"}, s.sku);
        v({"courier"}, s.courier);
        v({"agent"}, s.agent);
        v({"import_id"}, s.import_id);
        v({"list"}, s.list);
        v({"words", ColumnIs::Put, ColumnKept::Sealed}, s.words);
        v({"body", ColumnIs::Put, ColumnKept::SealedAside}, s.body);
    }
    friend bool operator==(const ShelvedFinding&, const ShelvedFinding&) = default;
};

// What a person has done with it: follows from the events of its stream, and is written with them
// (Change::mark).
struct ReviewMark {
    std::int64_t version = 0;  // of its stream; 0: nothing was done
    std::string state = "new";
    std::optional<Instant> at;
    UserId by;          // may be empty
    CaseId case_id;     // may be empty
    std::string deeds;  // sealed: all that was done before deeds were events, till brought over
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"version", ColumnIs::Mark}, s.version);
        v({"state", ColumnIs::Mark}, s.state);
        v({"state_at", ColumnIs::Mark, ColumnKept::Plain, "at"}, s.at);
        v({"state_by", ColumnIs::Mark, ColumnKept::Plain, "by"}, s.by);
        v({"case_id", ColumnIs::Mark, ColumnKept::Plain, "case"}, s.case_id);
        v({"deeds", ColumnIs::Mark, ColumnKept::Sealed}, s.deeds);
    }
    friend bool operator==(const ReviewMark&, const ReviewMark&) = default;
};

struct MarkedReview {
    ReviewKey key;
    ReviewMark mark;
};
// The stream of what is done with a review.
inline CaseId stream_of(const ReviewKey& key) {
    return stream_of(StreamKind::Review, key.kind + ':' + key.id);
}
// Nothing: a stream of another kind.
std::optional<ReviewKey> review_of(const CaseId& stream);

struct ShelfEntry {
    std::int64_t position = 0;  // in the shop, in the order in which they first came
    ShelvedFinding finding;     // in a page without its body
    ReviewMark mark;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"position", ColumnIs::Born}, s.position);
        ShelvedFinding::each(s.finding, v);
        ReviewMark::each(s.mark, v);
    }
};

enum class ShelfOrder : std::uint8_t { Due, Newest };  // due: earliest first, none last

struct ShelfQuery {
    ShopId shop;
    std::optional<std::string> kind, verdict, ground, state;  // equal to; absent: any
    std::optional<bool> is_reportable;
    std::optional<std::string> sku, courier, agent, import_id;
    std::optional<Instant> made_from, made_before;
    std::int64_t causes = 0;  // any of these; 0: any at all
    ShelfOrder order = ShelfOrder::Due;
    std::string cursor;  // empty: from the start
    std::size_t limit = 50;
};

struct ShelfPage {
    std::vector<ShelfEntry> entries;
    std::string next;  // cursor of the next page; empty: this was the last
};

struct ShelfCount {
    std::string verdict, state;
    bool is_reportable = false;
    std::int64_t count = 0;
    friend auto operator<=>(const ShelfCount&, const ShelfCount&) = default;
};

enum class CauseBy : std::uint8_t { All, Sku, Courier, Agent, Week };

struct CauseQuery {
    ShopId shop;
    CauseBy by = CauseBy::All;
    std::optional<Instant> made_from, made_before;
    Duration offset{};  // of local time, for the weeks
    std::size_t names_max = 50;
};

// Reviews of one verdict and one set of causes.
struct CauseCount {
    std::string name;       // of the sku, courier or agent; empty: not known
    std::int64_t week = 0;  // by Week: kWeekZero's Monday is 0; -1: made at no known time
    std::string verdict;
    std::int64_t causes = 0;
    std::int64_t count = 0;
    friend auto operator<=>(const CauseCount&, const CauseCount&) = default;
};
constexpr Duration kWeek{7 * 24 * 3600};
constexpr Duration kWeekZero{-3 * 24 * 3600};  // the Monday before 1970

class ReviewShelf {
public:
    virtual ~ReviewShelf() = default;
    // All of them or none, up to kShelvedAtOnceMax, each subject once; on disk when it returns.
    // Returns how many are new. VersionConflict: a new key's person has one already.
    virtual Result<std::int64_t> put_reviews(const ShopId& shop,
                                             const std::vector<ShelvedFinding>& findings,
                                             const std::vector<PersonKey>& new_keys) = 0;
    // In the place of any other: for an import and a rebuild. On disk when it returns. NotFound
    // when there is no such finding.
    virtual Result<void> put_mark(const ShopId& shop, const MarkedReview& marked) = 0;
    // Invalid for a cursor that is not ours.
    [[nodiscard]] virtual Result<ShelfPage> reviews(const ShelfQuery& query) = 0;
    // NotFound when there is none.
    [[nodiscard]] virtual Result<ShelfEntry> review(const ShopId& shop, const ReviewKey& key) = 0;
};

// Invalid or TooLarge: what no store takes.
Result<void> check(const std::vector<ShelvedFinding>& findings);

}  // namespace pingli::app
