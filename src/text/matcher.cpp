#include "text/matcher.hpp"

#include <hs/hs.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

#include "base/assert.hpp"

namespace pingli::text {

namespace {

std::string escape(std::string_view word) {
    static constexpr std::string_view kSpecial = R"(\^$.[]|()?*+{}/#-&~ )";
    std::string out;
    for (const char c : word) {
        if (kSpecial.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

unsigned flags_of(const Pattern& pattern) {
    return pattern.is_expression ? HS_FLAG_UTF8 | HS_FLAG_SOM_LEFTMOST : 0U;
}

bool is_latin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_same_kind(char a, char b) {
    return (is_latin(a) && is_latin(b)) || (is_digit(a) && is_digit(b));
}

bool is_bounded(const Pattern& pattern, std::string_view text, std::size_t start, std::size_t end) {
    if (pattern.starts_bounded && is_same_kind(byte_before(text, start), text[start])) return false;
    return !pattern.ends_bounded || end == text.size() ||
           !is_same_kind(text[end], byte_before(text, end));
}

// Reports every expression that the library would refuse, by file and line.
bool check(const Lexicon& lexicon, Problems& problems) {
    bool good = true;
    for (const Pattern& pattern : lexicon.patterns) {
        if (!pattern.is_expression) continue;
        hs_expr_info_t* info = nullptr;
        hs_compile_error_t* error = nullptr;
        std::string expected;
        if (hs_expression_info(pattern.text.c_str(), flags_of(pattern), &info, &error) !=
            HS_SUCCESS) {
            expected = std::string{"a Vectorscan expression: "} + error->message;
            hs_free_compile_error(error);
        } else if (info->min_width == 0) {
            expected = "an expression that cannot match nothing";
        }
        std::free(info);  // NOLINT(cppcoreguidelines-no-malloc): the library's contract.
        if (expected.empty()) continue;
        good = false;
        const Entry& entry = lexicon.entries[pattern.entries.front()];
        problems.push_back({.file = entry.file,
                            .line = entry.line,
                            .column = 0,
                            .field = {},
                            .found = pattern.text,
                            .expected = std::move(expected)});
    }
    return good;
}

std::string freeze(const hs_database_t* database) {
    char* bytes = nullptr;
    std::size_t size = 0;
    if (database == nullptr || hs_serialize_database(database, &bytes, &size) != HS_SUCCESS)
        return {};
    std::string out{bytes, size};
    std::free(bytes);  // NOLINT(cppcoreguidelines-no-malloc): the library's contract.
    return out;
}

struct Sink {
    const Lexicon& lexicon;
    std::string_view text;
    std::vector<Hit>& hits;
    const Going& going;
};

int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned, void* context) {
    Sink& sink = *static_cast<Sink*>(context);
    if (sink.going.is_over()) return 1;
    const Pattern& pattern = sink.lexicon.patterns[id];
    const std::size_t start = pattern.is_expression ? from : back_or_start(to, pattern.text.size());
    if (!is_bounded(pattern, sink.text, start, to)) return 0;
    for (const std::uint32_t index : pattern.entries) {
        const Entry& entry = sink.lexicon.entries[index];
        sink.hits.push_back({.start = start,
                             .end = to,
                             .entry = index,
                             .category = entry.category,
                             .weight = entry.weight});
    }
    return 0;
}

struct Gate {
    const Lexicon& lexicon;
    std::string_view text;
    const std::function<bool(const Hit&)>& wanted;
    bool found = false;
};

int on_gate(unsigned id, unsigned long long from, unsigned long long to, unsigned, void* context) {
    Gate& gate = *static_cast<Gate*>(context);
    const Pattern& pattern = gate.lexicon.patterns[id];
    const std::size_t start = pattern.is_expression ? from : back_or_start(to, pattern.text.size());
    if (!is_bounded(pattern, gate.text, start, to)) return 0;
    gate.found = std::ranges::any_of(pattern.entries, [&](std::uint32_t index) {
        const Entry& entry = gate.lexicon.entries[index];
        return gate.wanted({.start = start,
                            .end = to,
                            .entry = index,
                            .category = entry.category,
                            .weight = entry.weight});
    });
    return gate.found ? 1 : 0;
}

int on_count(unsigned, unsigned long long, unsigned long long, unsigned, void* context) {
    ++*static_cast<std::size_t*>(context);
    return 0;
}

unsigned checked_size(std::string_view text) {
    PINGLI_ASSERT(text.size() <= std::numeric_limits<unsigned>::max());
    return static_cast<unsigned>(text.size());
}

}  // namespace

// --- hits --------------------------------------------------------------------------------------

std::span<const Hit> Hits::of(Category category) const {
    if (hits_.empty()) return {};
    const int index = lexicon_->find(category);
    if (index < 0) return {};
    const auto range =
        std::ranges::equal_range(hits_, static_cast<std::uint16_t>(index), {}, &Hit::category);
    return {range.begin(), range.end()};
}

std::span<const Hit> Hits::within(Category category, std::size_t start, std::size_t end) const {
    const std::span<const Hit> hits = of(category);
    const auto first = std::ranges::lower_bound(hits, Offset{start}, {}, &Hit::start);
    const auto last = std::ranges::upper_bound(first, hits.end(), Offset{end}, {}, &Hit::end);
    return {first, last};
}

std::span<const Hit> Hits::touching(Category category, std::size_t start, std::size_t end) const {
    const std::span<const Hit> hits = of(category);
    const auto first = std::ranges::upper_bound(hits, Offset{start}, {}, &Hit::end);
    const auto last = std::ranges::lower_bound(first, hits.end(), Offset{end}, {}, &Hit::start);
    return {first, last};
}

// --- scratch -----------------------------------------------------------------------------------

void MatchScratch::Free::operator()(hs_scratch* scratch) const {
    hs_free_scratch(scratch);
}

MatchScratch::MatchScratch(const Matcher& matcher) {
    hs_scratch_t* scratch = nullptr;  // One that is large enough for all.
    for (const Matcher::Database& database : matcher.databases_)
        PINGLI_ASSERT(!database || hs_alloc_scratch(database.get(), &scratch) == HS_SUCCESS);
    scratch_.reset(scratch);
}

// --- matcher -----------------------------------------------------------------------------------

void Matcher::Free::operator()(hs_database* database) const {
    hs_free_database(database);
}

Result<Matcher> Matcher::build(const Lexicon& lexicon, std::string_view cached,
                               Problems& problems) {
    if (hs_valid_platform() != HS_SUCCESS)
        return fail(ErrorCode::Unavailable, "text engine: this processor lacks SSE4.2 or NEON");
    if (lexicon.patterns.empty()) return fail(ErrorCode::Invalid, "lexicons: no word in them");
    Matcher matcher;
    matcher.lexicon_ = &lexicon;
    if (auto databases = thaw(cached)) {
        matcher.databases_ = std::move(*databases);
        matcher.is_from_cache_ = true;
        return matcher;
    }
    if (!check(lexicon, problems)) return fail(ErrorCode::Invalid, "lexicons: faulty expressions");
    for (std::size_t i = 0; i < kParts; ++i)
        matcher.databases_.at(i) = TRY(compile(lexicon, static_cast<Part>(i)));
    return matcher;
}

// Each database behind its length: "123\n…456\n…".
std::string Matcher::serialize() const {
    std::string all;
    for (const Database& database : databases_) {
        const std::string bytes = freeze(database.get());
        all += std::to_string(bytes.size()) + "\n" + bytes;
    }
    return all;
}

std::optional<std::array<Matcher::Database, Matcher::kParts>> Matcher::thaw(
    std::string_view bytes) {
    std::array<Database, kParts> databases;
    for (Database& database : databases) {
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), size);
        const auto head = static_cast<std::size_t>(std::distance(bytes.data(), end)) + 1;
        if (error != std::errc{} || head > bytes.size() || size > gap(head, bytes.size()))
            return std::nullopt;
        hs_database_t* thawed = nullptr;
        if (size > 0 && hs_deserialize_database(bytes.data() + head, size, &thawed) != HS_SUCCESS)
            return std::nullopt;
        database.reset(thawed);
        bytes.remove_prefix(head + size);
    }
    return databases;
}

bool Matcher::belongs(const Lexicon& lexicon, const Pattern& pattern, Part part) {
    if (part == Part::Expressions) return pattern.is_expression;
    if (pattern.is_expression) return false;
    return part == Part::Words || std::ranges::any_of(pattern.entries, [&](std::uint32_t index) {
               return is_gate_category(lexicon.categories[lexicon.entries[index].category].name);
           });
}

Result<Matcher::Database> Matcher::compile(const Lexicon& lexicon, Part part) {
    std::vector<std::string> texts;
    std::vector<unsigned> flags;
    std::vector<unsigned> ids;
    for (std::size_t i = 0; i < lexicon.patterns.size(); ++i) {
        const Pattern& pattern = lexicon.patterns[i];
        if (!belongs(lexicon, pattern, part)) continue;
        texts.push_back(pattern.is_expression ? pattern.text : escape(pattern.text));
        flags.push_back(flags_of(pattern));
        ids.push_back(static_cast<unsigned>(i));
    }
    if (texts.empty()) return Database{};
    std::vector<const char*> pointers;
    for (const std::string& text : texts) pointers.push_back(text.c_str());
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    if (hs_compile_multi(pointers.data(), flags.data(), ids.data(),
                         static_cast<unsigned>(pointers.size()), HS_MODE_BLOCK, nullptr, &database,
                         &error) == HS_SUCCESS)
        return Database{database};
    std::string why = error->message;
    if (error->expression >= 0) {
        const unsigned id = ids[static_cast<std::size_t>(error->expression)];
        const Entry& entry = lexicon.entries[lexicon.patterns[id].entries.front()];
        why = entry.file + ":" + std::to_string(entry.line) + ": " + why;
    }
    hs_free_compile_error(error);
    return fail(ErrorCode::Invalid, "lexicons: " + why);
}

void Matcher::scan(std::string_view text, MatchScratch& scratch, Hits& out) const {
    if (text.data() == nullptr) text = "";  // an empty one is; the library takes that for a fault
    out.lexicon_ = lexicon_;
    scratch.raw_.clear();
    Sink sink{.lexicon = *lexicon_, .text = text, .hits = scratch.raw_, .going = scratch.going};
    for (const hs_database_t* const one : {database(Part::Words), database(Part::Expressions)}) {
        if (one == nullptr) continue;
        const hs_error_t done =
            hs_scan(one, text.data(), checked_size(text), 0, scratch.get(), on_match, &sink);
        PINGLI_ASSERT(done == HS_SUCCESS || done == HS_SCAN_TERMINATED);
    }
    settle(scratch.raw_, out);
}

namespace {

// The hits of a category's exceptions, asked about places that come in order.
class Exceptions {
public:
    explicit Exceptions(std::span<const Hit> hits) : hits_(hits) {}
    // Whether one of them holds [start, end). Each is looked at once: of those that begin at or
    // before `start`, the one that reaches furthest decides.
    bool hold(Offset start, Offset end) {
        for (; next_ < hits_.size() && hits_[next_].start <= start; ++next_)
            reach_ = std::max(reach_, hits_[next_].end);
        return next_ > 0 && end <= reach_;
    }

private:
    std::span<const Hit> hits_;
    std::size_t next_ = 0;
    Offset reach_;
};

}  // namespace

// Leftmost, then longest, without what an exception holds. O(n log n).
void Matcher::settle(std::vector<Hit>& raw, Hits& out) {
    std::ranges::sort(raw, [](const Hit& a, const Hit& b) {
        if (a.category != b.category) return a.category < b.category;
        return a.start != b.start ? a.start < b.start : a.end > b.end;
    });
    out.hits_.clear();
    const auto of = [&](int category) -> std::span<const Hit> {
        if (category < 0) return {};
        const auto range =
            std::ranges::equal_range(raw, static_cast<std::uint16_t>(category), {}, &Hit::category);
        return {range.begin(), range.end()};
    };
    Exceptions exceptions{{}};
    const Hit* before = nullptr;
    for (const Hit& hit : raw) {
        if (before == nullptr || before->category != hit.category)
            exceptions = Exceptions{of(out.lexicon_->categories[hit.category].exceptions)};
        before = &hit;
        const bool is_excepted = exceptions.hold(hit.start, hit.end);
        const bool overlaps = !out.hits_.empty() && out.hits_.back().category == hit.category &&
                              hit.start < out.hits_.back().end;
        if (!overlaps && !is_excepted) out.hits_.push_back(hit);
    }
}

bool Matcher::any(std::string_view text, const MatchScratch& scratch,
                  const std::function<bool(const Hit&)>& wanted) const {
    if (text.data() == nullptr) text = "";
    const hs_database_t* const words = database(Part::Gate);
    if (words == nullptr) return false;
    Gate gate{.lexicon = *lexicon_, .text = text, .wanted = wanted};
    const hs_error_t done =
        hs_scan(words, text.data(), checked_size(text), 0, scratch.get(), on_gate, &gate);
    PINGLI_ASSERT(done == HS_SUCCESS || done == HS_SCAN_TERMINATED);
    return gate.found;
}

std::size_t Matcher::count_raw(std::string_view text, const MatchScratch& scratch) const {
    std::size_t count = 0;
    for (const hs_database_t* const one : {database(Part::Words), database(Part::Expressions)})
        PINGLI_ASSERT(one == nullptr || hs_scan(one, text.data(), checked_size(text), 0,
                                                scratch.get(), on_count, &count) == HS_SUCCESS);
    return count;
}

std::string matcher_platform() {
    hs_platform_info_t platform{};
    hs_populate_platform(&platform);
    return std::string{hs_version()} + " " + std::to_string(platform.tune) + " " +
           std::to_string(platform.cpu_features);
}

}  // namespace pingli::text
