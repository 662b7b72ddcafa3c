// All words and expressions of the lexicons, found by Vectorscan: the words in one database, the
// expressions in another, because words alone scan five times as fast and are enough to pass over
// most texts. A Matcher is immutable; every thread has its own MatchScratch.

#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/result.hpp"
#include "text/going.hpp"
#include "text/lexicon.hpp"
#include "text/offset.hpp"

struct hs_database;
struct hs_scratch;

namespace pingli::text {

struct Hit {
    Offset start;  // bytes of the folded text, [start, end)
    Offset end;
    std::uint32_t entry = 0;  // index into Lexicon::entries
    std::uint16_t category = 0;
    std::int16_t weight = 1;
};

// The hits of one text, by category; within one they do not overlap (leftmost, then longest) and
// are in order of the text.
class Hits {
public:
    [[nodiscard]] std::span<const Hit> of(Category category) const;
    [[nodiscard]] bool has(Category category) const { return !of(category).empty(); }
    // The hits of `category` that lie within [start, end), as the part of of() they are.
    [[nodiscard]] std::span<const Hit> within(Category category, std::size_t start,
                                              std::size_t end) const;
    // Those that share a byte with [start, end), in the same way. Like within(), a search by
    // halves: a buyer may write a hundred thousand of each.
    [[nodiscard]] std::span<const Hit> touching(Category category, std::size_t start,
                                                std::size_t end) const;
    [[nodiscard]] std::span<const Hit> all() const { return hits_; }  // by category, then place

    void clear() { hits_.clear(); }

private:
    friend class Matcher;
    const Lexicon* lexicon_ = nullptr;
    std::vector<Hit> hits_;
};

class Matcher;

class MatchScratch {
public:
    explicit MatchScratch(const Matcher& matcher);
    [[nodiscard]] hs_scratch* get() const { return scratch_.get(); }

    Going going;

private:
    friend class Matcher;
    struct Free {
        void operator()(hs_scratch* scratch) const;
    };
    std::unique_ptr<hs_scratch, Free> scratch_;
    std::vector<Hit> raw_;  // what a scan reports, before it is settled
};

class Matcher {
public:
    // `cached` are the bytes of an earlier serialize() of the same patterns, or empty. Call
    // use() before scanning. Fails with Invalid when an expression is at
    // fault (all are added to `problems`), with Unavailable when the processor is too old.
    static Result<Matcher> build(const Lexicon& lexicon, std::string_view cached,
                                 Problems& problems);
    // The lexicon of build() where it stays from now on; it outlives the matcher there.
    void use(const Lexicon& lexicon) { lexicon_ = &lexicon; }
    [[nodiscard]] std::string serialize() const;

    // Every hit in `text`; only some when the scratch is told to stop. Reuses what `out` holds.
    void scan(std::string_view text, MatchScratch& scratch, Hits& out) const;
    // Whether `wanted` says yes to a hit of a word of a gate category (is_gate_category(), never an
    // expression); stops at the first. Sees hits by their ends, also those that scan() would drop
    // as overlapping or excepted.
    [[nodiscard]] bool any(std::string_view text, const MatchScratch& scratch,
                           const std::function<bool(const Hit&)>& wanted) const;
    // The engine alone, for measuring: the number of raw matches.
    [[nodiscard]] std::size_t count_raw(std::string_view text, const MatchScratch& scratch) const;

    [[nodiscard]] bool is_from_cache() const { return is_from_cache_; }

private:
    struct Free {
        void operator()(hs_database* database) const;
    };
    Matcher() = default;
    static void settle(std::vector<Hit>& raw, Hits& out);

    friend class MatchScratch;
    using Database = std::unique_ptr<hs_database, Free>;
    enum class Part : std::uint8_t { Words, Expressions, Gate };
    static constexpr std::size_t kParts = 3;
    static Result<Database> compile(const Lexicon& lexicon, Part part);
    static bool belongs(const Lexicon& lexicon, const Pattern& pattern, Part part);
    static std::optional<std::array<Database, kParts>> thaw(std::string_view bytes);
    [[nodiscard]] const hs_database* database(Part part) const {
        return databases_[static_cast<std::size_t>(part)].get();
    }

    const Lexicon* lexicon_ = nullptr;
    bool is_from_cache_ = false;
    // By Part, null when it is empty. The words of the gate are among Words as well: past a million
    // good reviews, a smaller database with fewer hits is half the way.
    std::array<Database, kParts> databases_;
};

// What changes when a database must be compiled anew: library version and processor features.
std::string matcher_platform();

}  // namespace pingli::text
