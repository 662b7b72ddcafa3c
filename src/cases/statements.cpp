#include "cases/statements.hpp"

#include <algorithm>

namespace pingli::cases {

namespace {

RefusalCode code_of(FactFault fault) {
    if (fault == FactFault::Unknown) return RefusalCode::UnknownFact;
    return fault == FactFault::Wrong ? RefusalCode::WrongFact : RefusalCode::FactNotYours;
}

bool is_word_of(const rulebook::Rulebook& book, std::string_view fact, const std::string& word) {
    const auto index = book.find_fact(fact);
    if (!index) return false;
    const auto& words = book.facts[*index].domain.words;
    return std::ranges::find(words, word, &rulebook::DomainWord::value) != words.end();
}

}  // namespace

std::optional<Refusal> check_facts(const rulebook::Rulebook& book, const Facts& facts) {
    if (facts.size() > kItemsMax) return refuse(RefusalCode::FieldTooLong, {"facts"});
    for (const Fact& fact : facts)
        if (const FactFault fault = check_fact(book, fact); fault != FactFault::None)
            return refuse(code_of(fault), {fact.name});
    return std::nullopt;
}

std::optional<Refusal> check_allegation(const rulebook::Rulebook& book, const NewAllegation& one,
                                        const std::vector<Allegation>& before) {
    if (auto refusal =
            check_texts({{"allegations.id", one.id.value()}, {"allegations.words", one.words}}))
        return refusal;
    if (std::ranges::find(before, one.id, &Allegation::id) != before.end())
        return refuse(RefusalCode::DuplicateId, {one.id.value()});
    if (!is_word_of(book, "alleged", one.alleged))
        return refuse(RefusalCode::FieldInvalid, {"allegations.alleged"});
    if (!is_word_of(book, "person", one.person))
        return refuse(RefusalCode::FieldInvalid, {"allegations.person"});
    return check_facts(book, one.facts);
}

std::optional<Refusal> check_bearings(const Moment& m, const rulebook::Rulebook& book,
                                      const std::vector<Bearing>& bearings) {
    if (bearings.size() > kItemsMax) return refuse(RefusalCode::FieldTooLong, {"bearings"});
    for (const Bearing& bearing : bearings) {
        const bool claim = m.c.kind == CaseKind::HarassmentClaim;
        const bool known = claim ? m.c.allegation(bearing.allegation) != nullptr
                                 : bearing.allegation.value().empty();
        if (!known) return refuse(RefusalCode::UnknownAllegation, {bearing.allegation.value()});
        if (bearing.contacts.size() > kItemsMax * 10)
            return refuse(RefusalCode::FieldTooLong, {"contacts"});
        if (auto refusal = check_facts(book, bearing.facts)) return refusal;
    }
    return std::nullopt;
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

rulebook::RulebookPtr judging_book(const Moment& m) {
    if (m.c.kind == CaseKind::ReviewReport && m.c.book.id.empty())
        return m.rules.in_force(kReviewBook, m.now);
    return m.rules.version(m.c.book);
}

}  // namespace pingli::cases
