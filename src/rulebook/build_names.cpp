// What a rulebook declares: facts, deadlines, results and clauses.

#include <algorithm>
#include <array>

#include "rulebook/builder.hpp"
#include "rulebook/words.hpp"

namespace pingli::rulebook {

namespace {

constexpr std::array<std::string_view, 6> kFactHead{"Name", "Type",    "Domain",
                                                    "中文", "English", "From"};
constexpr std::array<std::string_view, 8> kDeadlineHead{"Name",    "From",   "Period", "Ends",
                                                        "Kept by", "Clause", "中文",   "English"};
constexpr std::array<std::string_view, 5> kResultHead{"Name", "Type", "Domain", "中文", "English"};
constexpr std::size_t kDomainColumn = 2;
constexpr std::string_view kTypes =
    "boolean, text, whole, number, money, date, moment, time or duration";

}  // namespace

void Builder::read_facts() {
    if (sections_.facts == nullptr) return;
    const WrittenTable* table = only_table(*sections_.facts);
    if (table == nullptr || !has_head(*table, kFactHead)) return;
    if (table->rows.size() > kFactsMax) {
        report_line(table->head.line, "", std::to_string(table->rows.size()) + " facts",
                    "at most " + std::to_string(kFactsMax));
        return;
    }
    for (const WrittenRow& row : table->rows)
        if (is_whole(*table, row, {kDomainColumn})) read_fact(row);
}

void Builder::read_fact(const WrittenRow& row) {
    const auto& cells = row.cells;
    if (!is_name(cells[0].text)) report(cells[0], "Name", "a name: a-z first, then a-z, 0-9 and _");
    if (is_taken(cells[0])) return;
    Fact fact;
    fact.name = cells[0].text;
    fact.words = {.zh = cells[3].text, .en = cells[4].text};
    fact.from = cells[5].text;
    fact.written = cells[0];
    fact.from_words = words_of_source(fact.from);
    if (read_domain(cells[1], cells[kDomainColumn], false, fact.domain))
        book_.facts.push_back(std::move(fact));
}

bool Builder::read_domain(const Written& type, const Written& written, bool may_be_list,
                          Domain& domain) {
    const auto known = parse_type(type.text);
    if (!known || (*known == Type::TextList && !may_be_list)) {
        report(type, "Type", kTypes);
        return false;
    }
    domain.type = *known;
    domain.tests = any_cell();
    if (written.text.empty()) return true;
    switch (*known) {
        case Type::Boolean:
            report(written, "Domain", "nothing: a boolean is always both");
            return true;
        case Type::Text:
        case Type::TextList:
            return read_domain_words(written, domain);
        default:
            return read_domain_tests(written, domain);
    }
}

bool Builder::read_domain_words(const Written& written, Domain& domain) {
    auto words = parse_domain_words(written.text);
    if (!words) {
        report(written, "Domain", words.error());
        return false;
    }
    domain.words = std::move(*words);
    std::set<std::string_view> seen;
    for (const DomainWord& word : domain.words)
        if (!seen.insert(word.value).second)
            report_line(written.line, "Domain", word.value, "each value only once");
    if (domain.words.size() > kPartsMax)
        report_line(written.line, "Domain", std::to_string(domain.words.size()) + " values",
                    "at most " + std::to_string(kPartsMax));
    return domain.words.size() <= kPartsMax;
}

bool Builder::read_domain_tests(const Written& written, Domain& domain) {
    auto cell = parse_cell(written.text, book_.zone);
    if (!cell) {
        report(written, "Domain", cell.error());
        return false;
    }
    if (cell->is_any || cell->is_negated) {
        report(written, "Domain", "a test such as >= 0 or [1..5], or nothing");
        return false;
    }
    for (Test& test : cell->tests)
        if (!suits(test, domain, written, "Domain")) return false;
    domain.tests = std::move(*cell);
    return true;
}

std::optional<FactIndex> Builder::find_moment(const Written& name, std::string_view field) {
    const auto fact = book_.find_fact(name.text);
    if (fact && book_.facts[*fact].type() == Type::Moment) return fact;
    report(name, field, "the name of a moment, under ## Facts or in an upper row here");
    return std::nullopt;
}

void Builder::read_deadlines() {
    if (sections_.deadlines == nullptr) return;
    const WrittenTable* table = only_table(*sections_.deadlines);
    if (table == nullptr || !has_head(*table, kDeadlineHead)) return;
    for (const WrittenRow& row : table->rows)
        if (is_whole(*table, row, {})) read_deadline(row);
}

void Builder::read_deadline(const WrittenRow& row) {
    const auto& cells = row.cells;
    Deadline deadline;
    deadline.name = cells[0].text;
    deadline.words = {.zh = cells[6].text, .en = cells[7].text};
    deadline.written = cells[0];
    if (!is_name(deadline.name)) report(cells[0], "Name", "a name: a-z first, then a-z, 0-9 and _");
    Written kept_name = cells[0];
    kept_name.text += "_kept";
    if (is_taken(cells[0]) || is_taken(kept_name)) return;
    const auto from = find_moment(cells[1], "From");
    const auto period = calendar::parse_period(cells[2].text);
    if (!period)
        report(cells[2], "Period", "such as 30 days, 3 working days, 12 hours or 90 minutes");
    const bool ends_with_day = cells[3].text == "end of day";
    if (!ends_with_day && cells[3].text != "same time")
        report(cells[3], "Ends", "end of day or same time");
    const auto kept_by = find_moment(cells[4], "Kept by");
    const auto clause = find_clause(cells[5].text);
    if (!clause) report(cells[5], "Clause", "the id of one clause of this rulebook");
    if (!from || !period || !kept_by || !clause) return;
    deadline.from = *from;
    deadline.period = *period;
    deadline.ends = ends_with_day ? calendar::Ends::EndOfDay : calendar::Ends::SameTime;
    deadline.kept_by = *kept_by;
    deadline.clause = *clause;
    deadline.due = book_.facts.size();
    deadline.kept = deadline.due + 1;
    Fact fact;
    fact.deadline = book_.deadlines.size();
    fact.words = deadline.words;
    fact.written = cells[0];
    fact.domain.tests = any_cell();
    fact.name = deadline.name;
    fact.kind = FactKind::Due;
    fact.domain.type = Type::Moment;
    book_.facts.push_back(fact);
    fact.name = kept_name.text;
    fact.kind = FactKind::Kept;
    fact.domain.type = Type::Boolean;
    book_.facts.push_back(std::move(fact));
    book_.deadlines.push_back(std::move(deadline));
}

void Builder::read_results() {
    if (sections_.results == nullptr) return;
    const WrittenTable* table = only_table(*sections_.results);
    if (table == nullptr || !has_head(*table, kResultHead)) return;
    for (const WrittenRow& row : table->rows) {
        if (!is_whole(*table, row, {kDomainColumn})) continue;
        const auto& cells = row.cells;
        if (!is_name(cells[0].text) || cells[0].text == "missing")
            report(cells[0], "Name", "a name: a-z first, then a-z, 0-9 and _; not “missing”");
        if (is_taken(cells[0])) continue;
        Output output;
        output.name = cells[0].text;
        output.words = {.zh = cells[3].text, .en = cells[4].text};
        output.written = cells[0];
        if (read_domain(cells[1], cells[kDomainColumn], true, output.domain))
            book_.outputs.push_back(std::move(output));
    }
}

void Builder::read_clauses() {
    for (const WrittenSection* section : sections_.clauses) read_clause(*section);
}

void Builder::read_clause(const WrittenSection& section) {
    Clause clause;
    clause.written = section.heading;
    clause.title = titled(section.heading, "Clause ", clause.id);
    if (find_clause(clause.id)) report(section.heading, "heading", "each clause only once");
    if (clause.id.find_first_of(" ,|") != std::string::npos)
        report(section.heading, "heading", "a clause id without blanks and commas");
    const std::array<std::pair<std::string_view, std::string*>, 3> needed{
        {{"zh", &clause.sentence.zh}, {"en", &clause.sentence.en}, {"source", &clause.source}}};
    constexpr std::string_view kForms =
        "“zh: …”, “en: …”, “source: …” or “confirm: yes”, once each";
    bool has_confirm = false;
    for (const auto& list : section.lists) {
        const auto is_known = [&](const WrittenItem& item) {
            return item.key.text == "confirm" || std::ranges::any_of(needed, [&](const auto& n) {
                       return n.first == item.key.text;
                   });
        };
        // A list without any of our keys is prose.
        if (std::ranges::none_of(list, is_known)) continue;
        for (const WrittenItem& item : list) {
            const auto place = std::ranges::find_if(
                needed, [&](const auto& n) { return n.first == item.key.text; });
            if (item.key.text == "confirm" && !has_confirm) {
                has_confirm = true;
                clause.confirm = item.value.text == "yes";
                if (!clause.confirm && item.value.text != "no")
                    report(item.value, "confirm", "yes or no");
            } else if (place == needed.end() || !place->second->empty()) {
                report(item.key.text.empty() ? item.value : item.key, "clause " + clause.id,
                       kForms);
            } else {
                *place->second = item.value.text;
            }
        }
    }
    for (const auto& [key, text] : needed)
        if (text->empty())
            report(section.heading, "clause " + clause.id,
                   "an item “- " + std::string{key} + ": …” under this heading");
    book_.clauses.push_back(std::move(clause));
}

std::optional<std::size_t> Builder::find_clause(std::string_view id) const {
    const auto at = std::ranges::find(book_.clauses, id, &Clause::id);
    if (at == book_.clauses.end()) return std::nullopt;
    return static_cast<std::size_t>(at - book_.clauses.begin());
}

// "{name}" in a sentence must be a name of this rulebook.
void Builder::check_braces() {
    for (const Clause& clause : book_.clauses) {
        for (const std::string& text : {clause.sentence.zh, clause.sentence.en}) {
            for (std::size_t open = text.find('{'); open != std::string::npos;
                 open = text.find('{', open + 1)) {
                const auto close = text.find('}', open);
                const std::string_view name =
                    std::string_view{text}.substr(open + 1, close - open - 1);
                if (close != std::string::npos && names_.contains(name)) continue;
                report_line(clause.written.line, "clause " + clause.id, std::string{name},
                            "in { } the name of a fact, deadline or result of this rulebook");
            }
        }
    }
}

}  // namespace pingli::rulebook
