// Decisions a second, with the record of the rows that fired, on one core: from typed facts and
// from columns of codes, against the naive evaluator (row by row, cell by cell) on the same table
// and the same cases in the same run. The table is the worked example of the rulebook format; one
// case in twenty lacks a fact.

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "codec/rulebook_markdown.hpp"
#include "engines/rulebook_resources.hpp"
#include "rulebook/naive.hpp"

namespace pingli {
namespace {

using namespace rulebook;

constexpr std::size_t kCases = 1 << 14;
constexpr int kRounds = 15;  // The best counts: the machine is shared.

class Random {
public:
    std::uint64_t below(std::uint64_t bound) {
        state_ = (state_ * 6364136223846793005U) + 1442695040888963407U;
        return (state_ >> 33U) % bound;
    }

private:
    std::uint64_t state_ = 42;
};

// What a caller knows of an order and its review.
struct TypedCase {
    std::string_view text_kind, review_result;
    std::optional<bool> rated_by_buyer, rated_by_seller;
    std::optional<Instant> text_made_at, report_filed_at;
    std::optional<bool> kept;
};

std::vector<TypedCase> make_cases() {
    constexpr std::array<std::string_view, 3> kKinds = {"first_review", "follow_up",
                                                        "platform_default"};
    constexpr std::array<std::string_view, 3> kResults = {"good", "neutral", "bad"};
    constexpr std::int64_t k2026 = 1767225600;
    Random random;
    std::vector<TypedCase> cases(kCases);
    for (TypedCase& one : cases) {
        one.text_kind = kKinds.at(random.below(3));
        one.review_result = kResults.at(random.below(3));
        one.rated_by_buyer = random.below(4) != 0;
        if (random.below(20) != 0) one.rated_by_seller = random.below(4) != 0;
        const Instant made{
            std::chrono::seconds{k2026 + static_cast<std::int64_t>(random.below(10'000'000))}};
        one.text_made_at = made;
        one.report_filed_at =
            made + std::chrono::seconds{static_cast<std::int64_t>(random.below(4'000'000))};
        one.kept = random.below(3) != 0;
    }
    return cases;
}

struct Facts {
    FactIndex text_kind, review_result, rated_by_buyer, rated_by_seller, text_made_at,
        report_filed_at, kept;
};

Facts find_facts(const Rulebook& book) {
    const auto at = [&](std::string_view name) { return book.find_fact(name).value_or(0); };
    return {.text_kind = at("text_kind"),
            .review_result = at("review_result"),
            .rated_by_buyer = at("rated_by_buyer"),
            .rated_by_seller = at("rated_by_seller"),
            .text_made_at = at("text_made_at"),
            .report_filed_at = at("report_filed_at"),
            .kept = at("report_due_kept")};
}

// Sums up what a pass found, so that no pass can be left out.
template <class Pass>
double a_second(const Pass& pass) {
    double best = 0;
    for (int round = 0; round < kRounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        const std::uint64_t sum = pass();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        PINGLI_ASSERT(sum != 0);
        best = std::max(best, static_cast<double>(kCases) / took.count());
    }
    return best;
}

void print(const char* name, double value, double naive) {
    std::printf(
        "{\"name\":\"decisions: %s\",\"value\":%.0f,\"unit\":\"decisions/s\",\"against\":\"naive "
        "evaluator, %.0f decisions/s\",\"ratio\":%.2f}\n",
        name, value, naive, value / naive);
}

void set_typed(Case& input, const Facts& facts, const TypedCase& one) {
    input.set(facts.text_kind, one.text_kind);
    input.set(facts.review_result, one.review_result);
    input.set(facts.rated_by_buyer, one.rated_by_buyer);
    input.set(facts.rated_by_seller, one.rated_by_seller);
}

void measure(const Rulebook& book, const Table& table) {
    const Facts facts = find_facts(book);
    const std::vector<TypedCase> cases = make_cases();
    Case input{book};
    const auto from_facts = [&] {
        std::uint64_t sum = 1;
        for (const TypedCase& one : cases) {
            input.clear();
            set_typed(input, facts, one);
            input.set(facts.kept, one.kept);
            const SmallRecord record = evaluate_small(table, input.codes());
            sum += record.fired + record.open + static_cast<std::uint64_t>(record.outcome);
        }
        return sum;
    };
    const auto with_deadline = [&] {
        std::uint64_t sum = 1;
        for (const TypedCase& one : cases) {
            input.clear();
            set_typed(input, facts, one);
            input.set(facts.text_made_at, one.text_made_at);
            input.set(facts.report_filed_at, one.report_filed_at);
            input.derive(table);
            const SmallRecord record = evaluate_small(table, input.codes());
            sum += record.fired + record.open + static_cast<std::uint64_t>(record.outcome);
        }
        return sum;
    };
    // The columns of codes, and the values that the naive evaluator reads, are made beforehand.
    std::vector<std::vector<Code>> columns(table.columns.size());
    std::vector<std::vector<std::optional<Value>>> values;
    for (const TypedCase& one : cases) {
        input.clear();
        set_typed(input, facts, one);
        input.set(facts.kept, one.kept);
        values.emplace_back();
        for (FactIndex fact = 0; fact < book.facts.size(); ++fact)
            values.back().push_back(input.value(fact));
        for (std::size_t i = 0; i < columns.size(); ++i)
            columns[i].push_back(input.codes()[table.columns[i].fact]);
    }
    std::vector<const Code*> pointers;
    pointers.reserve(columns.size());
    for (const auto& column : columns) pointers.push_back(column.data());
    std::vector<SmallRecord> out(kCases);
    const auto from_columns = [&] {
        evaluate_columns(table, pointers, out);
        return out.back().fired + out.back().open + 1;
    };
    const auto naively = [&] {
        std::uint64_t sum = 1;
        for (const auto& one : values) sum += naive_evaluate(book, table, one).fired.words[0];
        return sum;
    };
    from_columns();
    for (std::size_t i = 0; i < kCases; ++i)
        PINGLI_ASSERT(naive_evaluate(book, table, values[i]).fired.words[0] == out[i].fired);
    const double naive = a_second(naively);
    print("coded columns, fired-row record", a_second(from_columns), naive);
    print("typed facts, fired-row record", a_second(from_facts), naive);
    print("typed facts and a 30-day deadline, fired-row record", a_second(with_deadline), naive);
}

int run() {
    const std::string path =
        PINGLI_SOURCE_DIR "/tests/golden/rulebooks/malicious-review-admission/2026.1.md";
    std::ifstream file{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    Problems problems;
    const auto book = codec::parse_rulebook(
        bytes, path, engines::rulebook_resources(PINGLI_SOURCE_DIR), problems);
    if (!book) {
        for (const Problem& problem : problems)
            static_cast<void>(std::fprintf(stderr, "%s\n", to_text(problem).c_str()));
        return 1;
    }
    measure(*book, book->tables.front());
    return 0;
}

}  // namespace
}  // namespace pingli

int main() {
    return pingli::run();
}
