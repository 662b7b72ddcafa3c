// The statement of reasons for a party (X10), and the same decision as the DSA's schema has it.

#pragma once

#include "cases/case.hpp"
#include "cases/rules.hpp"

namespace pingli::cases {

struct StatementSection {
    std::string name;  // decision, allegations, evidence, clauses, consequences, appeal, notice
    Bilingual title;
    std::vector<Bilingual> lines;
    friend bool operator==(const StatementSection&, const StatementSection&) = default;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("name", s.name);
        v("title", s.title);
        v("lines", s.lines);
    }
};

struct Statement {
    CaseId case_id;
    RulingId ruling_id;
    Side party{};
    BookRef book;
    std::vector<StatementSection> sections;
    friend bool operator==(const Statement&, const Statement&) = default;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("case_id", s.case_id);
        v("ruling_id", s.ruling_id);
        v("party", s.party);
        v("book", s.book);
        v("sections", s.sections);
    }
};

// Of the latest ruling; nothing when there is none. Texts of the other party that name persons are
// not in it.
std::optional<Statement> statement_of_reasons(const Case& c, Side party, const Rules& rules);

// The latest ruling that restricts somebody, in the DSA's own field names and values; nothing when
// there is no such ruling.
struct DsaStatement {
    std::vector<std::pair<std::string, std::vector<std::string>>> fields;
    // Whether the schema has a list there; all else is one text.
    [[nodiscard]] bool is_list(std::string_view name) const;
    friend bool operator==(const DsaStatement&, const DsaStatement&) = default;
};
std::optional<DsaStatement> dsa_statement(const Case& c, const Rules& rules);

}  // namespace pingli::cases
