// What is told of rulebooks and deadlines: routes, and what they take and answer.

#include <array>

#include "api/openapi.hpp"
#include "api/openapi_schemas.hpp"

namespace pingli::api {

namespace {

using enum http::Method;

constexpr std::array kDocs = {
    RouteDoc{.method = Get,
             .path = "/api/v1/rulebooks",
             .id = "listRulebooks",
             .summary = "All rulebooks with their versions, and which is in force now.",
             .answer = "rulebooks",
             .before_second_factor = BeforeSecondFactor::IfAShopAsks},
    RouteDoc{.method = Get,
             .path = "/api/v1/rulebooks/search",
             .id = "searchRulebooks",
             .summary = "Clauses, facts, rows and prose with these words, in both languages.",
             .answer = "rulebook_hits",
             .query = "q! rulebook",
             .before_second_factor = BeforeSecondFactor::IfAShopAsks},
    RouteDoc{.method = Get,
             .path = "/api/v1/rulebooks/{rulebook}/compare",
             .id = "compareRulebooks",
             .summary = "What was added, removed and changed between two versions.",
             .answer = "rulebook_comparison",
             .query = "from! to!",
             .before_second_factor = BeforeSecondFactor::IfAShopAsks},
    RouteDoc{.method = Get,
             .path = "/api/v1/rulebooks/{rulebook}/{version}",
             .id = "showRulebook",
             .summary = "One version: the page in blocks, and what it means.",
             .answer = "rulebook",
             .before_second_factor = BeforeSecondFactor::IfAShopAsks},
    RouteDoc{.method = Get,
             .path = "/api/v1/rulebooks/{rulebook}/{version}/check",
             .id = "checkRulebook",
             .summary = "What `pingli rules check` finds in this version.",
             .answer = "rulebook_check",
             .before_second_factor = BeforeSecondFactor::IfAShopAsks},
    RouteDoc{.method = Post,
             .path = "/api/v1/rulebooks/{rulebook}/{version}/tables/{table}/decide",
             .id = "decide",
             .summary = "What `pingli decide` answers, and which rows of the table that are.",
             .answer = "try_out",
             .body = "try_out_facts",
             .before_second_factor = BeforeSecondFactor::IfAShopAsks},
    RouteDoc{.method = Post,
             .path = "/api/v1/deadlines/explain",
             .id = "explainDeadline",
             .summary = "What `pingli deadline` answers: when a period ends, day by day.",
             .answer = "counted_deadline",
             .body = "deadline_question",
             .before_second_factor = BeforeSecondFactor::IfAShopAsks},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/cases/{case}/clocks/{clock}",
             .id = "explainClock",
             .summary = "Why a clock of the case ends when it does; the latest of that name.",
             .answer = "case_clock"},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/deadlines",
             .id = "listDeadlines",
             .summary = "What is due in the cases of the shop, the earliest first.",
             .answer = "due_page",
             .query = "state from to limit cursor"},
};

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by its columns
constexpr std::array kSchemas = {
    Schema{"rulebook_version",
           "version:text published:text holds_from:text holds_until?:text checked:text "
           "confirm:flag sha256:text"},
    Schema{"rulebook_entry",
           "id:text authority:text title:words in_force:text|null versions:rulebook_version[]"},
    Schema{"rulebooks", "rulebooks:rulebook_entry[]"},
    // style: plain, code, emphasis, strong, link (then with href).
    Schema{"page_run", "text:text style:text href?:text"},
    // kind: heading (level, runs), paragraph (runs), list (is_ordered, items), table (head, rows),
    // quote (items: one), code (text), line. `part` and `name` say what the engine reads there:
    // facts, deadlines, results, clause, table, examples.
    Schema{"page_cell", "runs:page_run[]"},
    Schema{"page_row", "cells:page_cell[]"},
    Schema{"page_item", "blocks:page_block[]"},
    Schema{"page_block",
           "kind:text part?:text name?:text level?:whole runs?:page_run[] is_ordered?:flag "
           "items?:page_item[] head?:page_row rows?:page_row[] text?:text"},
    Schema{"domain_word", "value:text words:words"},
    // kind: input; due and kept are made by `deadline`.
    Schema{"rulebook_fact",
           "name:text kind:text type:text domain:text values:domain_word[] words:words from:text "
           "from_words:words deadline?:text"},
    Schema{"rulebook_result", "name:text type:text domain:text values:domain_word[] words:words"},
    Schema{"rulebook_deadline",
           "name:text from:text period:text ends:text kept_by:text clause:text words:words"},
    Schema{"rulebook_clause", "id:text title:words sentence:words source:text confirm:flag"},
    Schema{"rulebook_row",
           "row:text cells:text[] results:text[] clauses:text[] note?:text confirm:flag"},
    Schema{"rulebook_example", "name:text facts:object results:object missing:text[]"},
    // inputs and outputs: the columns in order; asks: the facts to give, those of deadlines too.
    Schema{"rulebook_table",
           "name:text title:words hit:text inputs:text[] outputs:text[] asks:text[] "
           "rows:rulebook_row[] examples:rulebook_example[]"},
    Schema{"rulebook",
           "id:text version:text authority:text title:words published:text holds_from:text "
           "holds_until?:text checked:text confirm:flag sha256:text is_in_force:flag "
           "judged_at:text zone:text calendar:text blocks:page_block[] facts:rulebook_fact[] "
           "results:rulebook_result[] deadlines:rulebook_deadline[] clauses:rulebook_clause[] "
           "tables:rulebook_table[]"},
    // found: for a gap or an overlap, the witness case.
    Schema{"rulebook_finding", "line:whole column:whole field:words found:words expected:words"},
    Schema{"rulebook_check",
           "is_good:flag tables:whole rows:whole examples:whole clauses:whole unconfirmed:whole "
           "findings:rulebook_finding[]"},
    Schema{"try_out_facts", "facts:object"},
    Schema{"deciding_cell", "fact:text value:any test:text"},
    Schema{"fired_row", "row:text clause:text[] outputs:object cells:deciding_cell[]"},
    Schema{"open_row", "row:text clause:text[]"},
    Schema{"fact_problem", "fact?:text problem:text got?:text expected?:text from?:text"},
    Schema{"near_miss", "row:text clause:text[] outputs:object lacked:deciding_cell[] words:words"},
    Schema{"decision",
           "rulebook:text version:text|null sha256:text|null table:text hit:text confirm:flag "
           "outcome:text outputs:any rows:fired_row[] open_rows:open_row[] missing:text[] "
           "problems:fact_problem[] derived:object why:words provisional?:text[] "
           "near_miss?:near_miss confirm_note?:words"},
    // The places of the rows in the table, from 0.
    Schema{"try_out", "decision:decision fired:whole[] open:whole[] near_miss:whole|null"},
    Schema{"cell_change", "column:text from:text|null to:text|null"},
    // part: front, fact, result, deadline, clause, table, row, example, prose; change: added,
    // removed, changed.
    Schema{"rulebook_change", "part:text table?:text name:text change:text cells:cell_change[]"},
    Schema{"rulebook_comparison", "id:text from:text to:text changes:rulebook_change[] more:whole"},
    // part: title, clause, fact, result, deadline, table, row, prose.
    Schema{"rulebook_hit",
           "rulebook:text version:text part:text table?:text name:text title:words text:words"},
    Schema{"rulebook_hits", "hits:rulebook_hit[] more:whole"},
    Schema{"pause", "from:text to:text"},
    // As `pingli deadline` takes them; a pause is FROM/TO.
    Schema{"deadline_question",
           "from:text period:text calendar?:text zone?:text ends?:text pauses?:text[]"},
    Schema{"counted_day",
           "date:text weekday:text kind:text holiday:text|null counted:flag number:whole|null "
           "provisional:flag notice:text|null why:words"},
    Schema{"counted_deadline",
           "from:time period:text amount:whole unit:text ends:text calendar:text zone:text "
           "pauses:pause[] due:time provisional:flag counted:counted_day[] assumed:words[]"},
    Schema{"clock_pause", "from:time to?:time reason:text"},
    // count: of the clocks of that name in the case; acts: shop, customer, platform.
    Schema{"case_clock",
           "case_id:text clock:text count:whole words:words state:text from:time "
           "from_fact:text from_words:words due:time ended_at?:time provisional:flag acts:text "
           "rulebook:text version:text clause:rulebook_clause pauses:clock_pause[] "
           "counted:counted_deadline"},
    Schema{"due_item",
           "case_id:text number:text title:text kind:text phase:text assigned:text|null "
           "clock:text words:words due:time warns_at:time is_missed:flag is_paused:flag "
           "provisional:flag acts:text clause:text|null rule:words|null"},
    Schema{"due_page", "deadlines:due_item[] next:text|null"},
};
// NOLINTEND(modernize-use-designated-initializers)

}  // namespace

std::span<const RouteDoc> rule_docs() {
    return kDocs;
}

std::span<const Schema> rule_schemas() {
    return kSchemas;
}

}  // namespace pingli::api
