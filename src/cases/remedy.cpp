#include "cases/remedy.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "cases/inquiry.hpp"

namespace pingli::cases {

namespace {

std::vector<Remedy> known_remedies(const rulebook::RulebookPtr& book) {
    std::vector<Remedy> out;
    const auto at = book->find_fact("offered_remedy");
    if (!at) return out;
    for (const rulebook::DomainWord& word : book->facts[*at].domain.words) {
        Inquiry ask{book};
        ask.set("offered_remedy", word.value);
        if (const Told told = ask.ask("worth"); told.decided)
            out.push_back({.name = word.value,
                           .worth = told.whole("worth"),
                           .needs_approval = told.truth("approval")});
    }
    return out;
}

// The facts that people can state, in place of what the tables found from them.
std::vector<std::string> missing_inputs(const Inquiry& ask, std::vector<std::string> missing) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kFound{
        {{"found_owed", "owed"}, {"found_value", "customer_value"}}};
    std::vector<std::string> out;
    const auto add = [&](std::string name) {
        if (std::ranges::find(out, name) == out.end()) out.push_back(std::move(name));
    };
    for (std::string& name : missing) {
        const auto found =
            std::ranges::find(kFound, name, [](const auto& one) { return one.first; });
        if (found == kFound.end()) {
            add(std::move(name));
            continue;
        }
        for (std::string& input : ask.explain(found->second).missing) add(std::move(input));
    }
    return out;
}

}  // namespace

const Remedy* RemedyAdvice::find(std::string_view name) const {
    const auto at = std::ranges::find(known, name, &Remedy::name);
    return at == known.end() ? nullptr : &*at;
}

std::int64_t RemedyAdvice::worth_of(std::string_view name) const {
    const Remedy* one = find(name);
    return one == nullptr ? 0 : one->worth;
}

std::vector<std::string> RemedyAdvice::names_from(std::int64_t worth) const {
    std::vector<std::string> out;
    for (const Remedy& one : known)
        if (one.worth >= worth) out.push_back(one.name);
    return out;
}

RemedyAdvice advise_remedy(const Case& c, const rulebook::RulebookPtr& book,
                           const Facts& supposed) {
    Inquiry ask{book};
    ask.set("complained_at", c.filed_at);
    ask.set(c.facts);
    for (const Exhibit& exhibit : c.exhibits)
        for (const Bearing& bearing : exhibit.data.bearings) ask.set(bearing.facts);
    ask.set(supposed);
    if (const Told told = ask.ask("customer_value"); told.decided)
        ask.set("found_value", told.text("value"));
    const Told owed = ask.ask("owed");
    if (owed.decided) ask.set("found_owed", owed.text("owed"));
    rulebook::Decision decision = ask.explain("remedy");
    const Told told = ask.ask("remedy");
    RemedyAdvice out{.decided = told.decided && owed.decided,
                     .remedy = told.text("remedy"),
                     .basis = told.text("basis"),
                     .needs_approval = told.truth("manager"),
                     .floor = 0,
                     .known = known_remedies(book),
                     .clauses = clauses_of(decision),
                     .missing = {},
                     .why = std::move(decision.why)};
    if (!out.decided) {
        if (!owed.decided) decision.missing.emplace_back("found_owed");
        out.missing = missing_inputs(ask, std::move(decision.missing));
        return out;
    }
    // What is owed stands, whatever a page advises beside it.
    out.floor = out.worth_of(owed.text("owed"));
    if (out.worth_of(out.remedy) < out.floor) {
        rulebook::Decision floor = ask.explain("owed");
        out.remedy = owed.text("owed");
        out.basis = "owed";
        out.needs_approval = false;
        out.clauses = clauses_of(floor);
        out.why = std::move(floor.why);
    }
    if (out.basis == "owed") out.floor = std::max(out.floor, out.worth_of(out.remedy));
    PINGLI_ASSERT(out.worth_of(out.remedy) >= out.floor);  // what is owed is never talked down
    return out;
}

}  // namespace pingli::cases
