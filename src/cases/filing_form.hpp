// What the shop puts into the platform's own form for a report, field by field: the labels and
// sentences are data (templates/filing.toml), what stands in them is the case's.

#pragma once

#include "cases/case.hpp"
#include "cases/inquiry.hpp"
#include "cases/rules.hpp"

namespace pingli::cases {

struct FormTemplate {
    struct Field {
        std::string name;
        Bilingual label, value;  // with {slots}
    };
    std::vector<std::string> platforms;  // empty: for all that have none of their own
    bool confirm = false;                // not compared with the platform's page
    std::vector<Field> fields;
};
using FormTemplates = std::vector<FormTemplate>;

// The slots that a value may have.
inline constexpr auto kFormSlots = std::to_array<std::string_view>(
    {"order", "review_id", "review", "ground", "why", "exhibits", "reference", "made_at"});
// The first {slot} of `text` that is none of them; empty: all are.
std::string unknown_slot(std::string_view text);

struct FilingForm {
    struct Field {
        std::string name;
        Bilingual label, value;
        template <class Self, class V>
        static void each(Self& s, V& v) {
            v("name", s.name);
            v("label", s.label);
            v("value", s.value);
        }
    };
    struct Attachment {
        ExhibitId exhibit_id;
        std::string kind, purpose, origin, reference;
        bool has_file = false;
        bool has_text = false;
        template <class Self, class V>
        static void each(Self& s, V& v) {
            v("exhibit_id", s.exhibit_id);
            v("kind", s.kind);
            v("purpose", s.purpose);
            v("origin", s.origin);
            v("reference", s.reference);
            v("has_file", s.has_file);
            v("has_text", s.has_text);
        }
    };
    std::string path;      // by its name in the rulebook
    Bilingual path_words;  // the menus, one after the other
    std::string clause;    // that says where; may be empty
    bool confirm = false;
    std::vector<Field> fields;
    std::vector<Attachment> attach;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("path", s.path);
        v("path_words", s.path_words);
        v("clause", s.clause);
        v("confirm", s.confirm);
        v("fields", s.fields);
        v("attach", s.attach);
    }
};

// Where a report is filed (table filing_path). A recording that nobody tells of is none.
Told filing_path(Inquiry ask);

// Of a report.
FilingForm filing_form(const Case& c, const FormTemplates& templates, const Rules& rules,
                       Instant now);

}  // namespace pingli::cases
