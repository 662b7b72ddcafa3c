#include "codec/decision_json.hpp"

#include <concepts>

#include <nlohmann/json.hpp>

#include "rulebook/words.hpp"

namespace pingli::codec {

namespace {

using Json = nlohmann::ordered_json;
using rulebook::Decision;
using rulebook::Value;

// A decimal of this many digits is the same number again after a reader's double.
constexpr std::size_t kExactDigits = 15;

Json to_tree(const Value& value, const Zone& zone) {
    return std::visit(
        [&]<class T>(const T& typed) -> Json {
            if constexpr (std::same_as<T, bool> || std::same_as<T, std::string> ||
                          std::same_as<T, rulebook::TextList> || std::same_as<T, std::int64_t>)
                return typed;
            else if constexpr (std::same_as<T, Money>)
                return {{"amount", typed.amount()}, {"currency", typed.currency.code()}};
            else if constexpr (std::same_as<T, Decimal>) {
                const std::string text = typed.to_text();
                return text.size() <= kExactDigits ? Json::parse(text) : Json(text);
            } else
                return rulebook::to_literal(Value{typed}, zone);
        },
        value);
}

Json to_tree(const rulebook::Outputs& outputs, const Zone& zone) {
    Json tree = Json::object();
    for (const auto& [name, value] : outputs) tree[name] = to_tree(value, zone);
    return tree;
}

Json to_tree(const std::vector<rulebook::DecidingCell>& cells, const Zone& zone) {
    Json tree = Json::array();
    for (const auto& cell : cells)
        tree.push_back({{"fact", cell.fact},
                        {"value", cell.value ? to_tree(*cell.value, zone) : Json{}},
                        {"test", cell.test}});
    return tree;
}

Json to_tree(const Bilingual& words) {
    return {{"zh", words.zh}, {"en", words.en}};
}

Json outputs_tree(const Decision& decision, const Zone& zone) {
    if (decision.hit == rulebook::Hit::Collect && decision.in_force) {
        Json tree = Json::array();
        for (const auto& outputs : decision.outputs) tree.push_back(to_tree(outputs, zone));
        return tree;
    }
    return decision.outputs.empty() ? Json{} : to_tree(decision.outputs.front(), zone);
}

Json rows_tree(const Decision& decision, const Zone& zone) {
    Json tree = Json::array();
    for (const auto& row : decision.rows)
        tree.push_back({{"row", row.row},
                        {"clause", row.clauses},
                        {"outputs", to_tree(row.outputs, zone)},
                        {"cells", to_tree(row.cells, zone)}});
    return tree;
}

Json open_rows_tree(const Decision& decision) {
    Json tree = Json::array();
    for (const auto& row : decision.open_rows)
        tree.push_back({{"row", row.row}, {"clause", row.clauses}});
    return tree;
}

Json problems_tree(const Decision& decision) {
    Json tree = Json::array();
    for (const auto& problem : decision.problems) {
        Json entry = Json::object();
        if (!problem.fact.empty()) entry["fact"] = problem.fact;
        entry["problem"] = to_name(problem.kind);
        const bool has_got = problem.kind != rulebook::FactProblemKind::Absent &&
                             problem.kind != rulebook::FactProblemKind::UnknownFact;
        if (has_got) entry["got"] = problem.got;
        if (!problem.expected.empty()) entry["expected"] = problem.expected;
        if (!problem.from.empty()) entry["from"] = problem.from;
        tree.push_back(std::move(entry));
    }
    return tree;
}

}  // namespace

std::string to_json(const Decision& decision) {
    const rulebook::Rulebook& book = *decision.book;
    const Zone& zone = book.zone;
    Json tree = Json::object();
    tree["rulebook"] = book.id;
    tree["version"] = decision.in_force ? Json(book.version) : Json{};
    tree["sha256"] = decision.in_force ? Json(book.sha256) : Json{};
    tree["table"] = decision.table;
    tree["hit"] = to_name(decision.hit);
    tree["confirm"] = decision.confirm;
    tree["outcome"] = decision.is_decided() ? "decided" : "cannot_tell";
    tree["outputs"] = outputs_tree(decision, zone);
    tree["rows"] = rows_tree(decision, zone);
    tree["open_rows"] = open_rows_tree(decision);
    tree["missing"] = decision.missing;
    tree["problems"] = problems_tree(decision);
    tree["derived"] = to_tree(decision.derived, zone);
    tree["why"] = to_tree(decision.why);
    if (!decision.provisional.empty()) tree["provisional"] = decision.provisional;
    if (decision.near_miss) {
        const auto& miss = *decision.near_miss;
        tree["near_miss"] = {{"row", miss.row},
                             {"clause", miss.clauses},
                             {"outputs", to_tree(miss.outputs, zone)},
                             {"lacked", to_tree(miss.lacked, zone)},
                             {"words", to_tree(miss.words)}};
    }
    if (decision.confirm && decision.is_decided())
        tree["confirm_note"] = to_tree(rulebook::confirm_note());
    return tree.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace pingli::codec
