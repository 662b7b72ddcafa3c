// Rulebook pages and facts: no input may crash the reader, the builder or the checker, and a
// rulebook that is accepted must decide, and agree with the naive evaluator.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/assert.hpp"
#include "codec/decision_json.hpp"
#include "codec/facts_json.hpp"
#include "codec/rulebook_markdown.hpp"
#include "rulebook/check.hpp"
#include "rulebook/library.hpp"
#include "rulebook/naive.hpp"

namespace {

using namespace pingli;
using namespace pingli::rulebook;

constexpr std::size_t kProofSteps = 20'000;

Resources fuzz_resources() {
    return {.load_zone = [](std::string_view name) -> Result<Zone> {
                return Zone::fixed(std::string{name}, std::chrono::hours{8});
            },
            .load_calendar =
                [](std::string_view id) -> Result<std::shared_ptr<const calendar::Calendar>> {
                auto calendar = TRY(calendar::Calendar::create(std::string{id}, {}, {2026}));
                return std::make_shared<const calendar::Calendar>(std::move(calendar));
            }};
}

// Each part of each fact in turn, the others unknown.
void decide_all(const RulebookPtr& book, const Table& table) {
    for (const Column& column : table.columns) {
        const rulebook::Fact& fact = book->facts[column.fact];
        if (fact.kind != FactKind::Input) continue;
        for (std::size_t code = 1; code < fact.parts.size(); ++code) {
            rulebook::Facts facts;
            facts.set(fact.name, fact.domain.keys.value_of(fact.parts.readable[code]));
            static_cast<void>(codec::to_json(decide(book, table, facts)));
            Case input{*book};
            std::vector<FactProblem> problems;
            fill(input, *book, facts, problems);
            input.derive();
            std::vector<std::optional<Value>> values;
            for (FactIndex i = 0; i < book->facts.size(); ++i)
                values.push_back(input.is_known(i) ? input.value(i) : std::nullopt);
            const Record record = evaluate(table, input.codes());
            const Record naive = naive_evaluate(*book, table, values);
            PINGLI_ASSERT(record.outcome == naive.outcome);
            PINGLI_ASSERT(record.fired == naive.fired && record.open == naive.open);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes.
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    Problems problems;
    if (text.starts_with('{')) {
        for (const auto& line : codec::parse_facts_file(text, "facts.json", problems))
            for (const auto& [name, given] : line.facts.entries())
                for (const Type type : {Type::Text, Type::Whole, Type::Number, Type::Money,
                                        Type::Date, Type::Moment, Type::Time, Type::Duration})
                    static_cast<void>(
                        to_value(given, type, Zone::fixed("UTC", std::chrono::seconds{0})));
        return 0;
    }
    const RulebookPtr book = codec::parse_rulebook(text, "fuzz.md", fuzz_resources(), problems);
    PINGLI_ASSERT((book != nullptr) == problems.empty());
    if (!book) return 0;
    check_book(book, problems, kProofSteps);
    for (const Table& table : book->tables) decide_all(book, table);
    return 0;
}
