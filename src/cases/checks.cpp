#include "cases/checks.hpp"

#include <algorithm>

namespace pingli::cases {

namespace {

RefusalCode code_of(FactFault fault) {
    if (fault == FactFault::Unknown) return RefusalCode::UnknownFact;
    return fault == FactFault::Wrong ? RefusalCode::WrongFact : RefusalCode::FactNotYours;
}

// What may stand there instead.
std::vector<std::string> instead_of(const rulebook::Rulebook& book, const Fact& fact,
                                    FactFault fault) {
    std::vector<std::string> out;
    if (fault == FactFault::Unknown)
        for (const rulebook::Fact& one : book.facts)
            if (one.kind == rulebook::FactKind::Input &&
                check_fact(book, {.name = one.name, .value = fact.value}) != FactFault::NotYours)
                out.push_back(one.name);
    if (fault != FactFault::Wrong) return out;
    const rulebook::Domain& domain = book.facts[book.find_fact(fact.name).value()].domain;
    for (const rulebook::DomainWord& word : domain.words) out.push_back(word.value);
    if (out.empty()) out.push_back(domain.to_text());
    return out;
}

bool is_word_of(const rulebook::Rulebook& book, std::string_view fact, const std::string& word) {
    const auto index = book.find_fact(fact);
    if (!index) return false;
    const auto& words = book.facts[*index].domain.words;
    return std::ranges::find(words, word, &rulebook::DomainWord::value) != words.end();
}

}  // namespace

Checked check_facts(const rulebook::Rulebook& book, const Facts& facts) {
    if (facts.size() > kItemsMax) return no(RefusalCode::FieldTooLong, {"facts"});
    for (const Fact& fact : facts)
        if (const FactFault fault = check_fact(book, fact); fault != FactFault::None)
            return no_but(code_of(fault), {fact.name}, instead_of(book, fact, fault));
    return {};
}

Checked check_allegation(const rulebook::Rulebook& book, const NewAllegation& one,
                         const std::vector<Allegation>& before) {
    TRY(check_texts({{"allegations.id", one.id.value()}, {"allegations.words", one.words}}));
    if (std::ranges::find(before, one.id, &Allegation::id) != before.end())
        return no(RefusalCode::DuplicateId, {one.id.value()});
    if (!is_word_of(book, "alleged", one.alleged))
        return no(RefusalCode::FieldInvalid, {"allegations.alleged"});
    if (!is_word_of(book, "person", one.person))
        return no(RefusalCode::FieldInvalid, {"allegations.person"});
    return check_facts(book, one.facts);
}

Checked check_bearings(const Moment& m, const rulebook::Rulebook& book,
                       const std::vector<Bearing>& bearings) {
    if (bearings.size() > kItemsMax) return no(RefusalCode::FieldTooLong, {"bearings"});
    for (const Bearing& bearing : bearings) {
        const auto* claim = m.c.get_if<Claim>();
        const bool known = claim != nullptr ? claim->allegation(bearing.allegation) != nullptr
                                            : bearing.allegation.value().empty();
        if (!known) return no(RefusalCode::UnknownAllegation, {bearing.allegation.value()});
        if (bearing.contacts.size() > kItemsMax * 10)
            return no(RefusalCode::FieldTooLong, {"contacts"});
        TRY(check_facts(book, bearing.facts));
    }
    return {};
}

void merge_facts(Facts& into, const Facts& more) {
    for (const Fact& fact : more) {
        const auto at = std::ranges::find(into, fact.name, &Fact::name);
        if (at == into.end())
            into.push_back(fact);
        else
            at->value = fact.value;
    }
}

rulebook::RulebookPtr book_of(const Case& c, const Rules& rules, Instant now) {
    if (c.is<Report>() && c.book.id.empty()) return rules.in_force(Report::kBook, now);
    return rules.version(c.book);
}

rulebook::RulebookPtr judging_book(const Moment& m) {
    return book_of(m.c, m.rules, m.now);
}

std::expected<rulebook::RulebookPtr, Refusal> demand_book(const Moment& m) {
    if (auto book = judging_book(m)) return book;
    return no(RefusalCode::NoRulebookInForce);
}

std::expected<rulebook::RulebookPtr, Refusal> demand_in_force(const Moment& m, std::string_view id,
                                                              Instant at) {
    if (auto book = m.rules.in_force(id, at)) return book;
    return no(RefusalCode::NoRulebookInForce, {std::string{id}});
}

}  // namespace pingli::cases
