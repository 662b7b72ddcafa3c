// What the routes of reviews, drafts and imports take and answer (docs/api.md).

#include <algorithm>
#include <array>

#include "api/openapi_schemas.hpp"

namespace pingli::api {

namespace {

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by its columns
constexpr std::array kNames = {
    NamesSchema{"subject_kind", "review thread"},
    NamesSchema{"report_perspective", "tracked decided"},
    NamesSchema{"verdict", "malicious genuine unclear"},
    NamesSchema{"ground",
                "unreasonable_demand professional_coercion competitor third_party_fraud "
                "private_data_or_insults"},
    NamesSchema{"finding_refusal",
                "too_late not_rated_by_both good_rating nothing_written no_ground"},
    NamesSchema{"cause_by", "cause sku courier agent week"},
    NamesSchema{"review_state", "new reported answered left"},
    NamesSchema{"review_move", "report answer leave resume undo"},
    NamesSchema{"import_state", "open waiting reading judging done stopped failed"},
    NamesSchema{"span_place", "text followup chat"},
    NamesSchema{"span_kind", "demand threat insult pii"},
    NamesSchema{"speaker", "buyer seller platform"},
};

constexpr std::array kFindingSchemas = {
    Schema{"subject", "kind:subject_kind id:text"},
    Schema{"finding_evidence_item", "kind:text words:words reference:text|null"},
    Schema{"finding_evidence", "have:finding_evidence_item[] missing:finding_evidence_item[]"},
    Schema{"finding_span",
           "in:span_place turn?:whole start:whole end:whole kind:span_kind pii_kind?:text "
           "amount?:money"},
    Schema{"coded_words", "code:text words:words"},
    Schema{"finding_date", "code:text at:time words:words is_past:flag provisional:flag"},
    Schema{"finding_text",
           "in:span_place turn?:whole who:speaker at:time|null text:text gap_after?:flag "
           "source?:text"},
    Schema{"finding_rulebook", "id:text version:text"},
    // What little would make a report of it that is taken; proof first, then what admission asks.
    Schema{"finding_lack", "fact:text words:words is:words wanted:words is_past:flag"},
    Schema{"finding_near_miss",
           "ground:ground|null clause:text|null lacks:finding_lack[] words:words"},
    Schema{"finding",
           "subject:subject incident:text verdict:verdict reportable:flag ground:ground|null "
           "clause:text|null "
           "admissible:flag|null refusal:finding_refusal|null due:time|null "
           "evidence:finding_evidence spans:finding_span[] advice:coded_words[] "
           "reply_draft:text|null score:share why:words rulebook:finding_rulebook order:text|null "
           "item:text|null sku:text|null courier:text|null agent:text|null stars:whole|null "
           "made_at:time|null "
           "causes:text[] sentiment:text signs:words[] notes:words[] "
           "near_miss:finding_near_miss|null dates:finding_date[] "
           "filing_path:text|null confirm:text|null texts:finding_text[] facts?:facts"},
};

constexpr std::array kDossierSchemas = {
    Schema{"fact_source", "file:text line:whole"},
    Schema{"dossier_line", "title:text sku:text item:text price:money|null count:whole"},
    Schema{"dossier_order",
           "id:text buyer:text status:text courier:text waybill:text phone:text receiver:text "
           "address:text memo:text title:text buyer_level:whole|null paid:money|null "
           "freight:money|null created_at:time|null paid_at:time|null shipped_at:time|null "
           "received_at:time|null closed_at:time|null rated_by_buyer:flag|null "
           "rated_by_seller:flag|null insurance:text|null insurance_reason:text "
           "lines:dossier_line[] source:fact_source"},
    Schema{"dossier_review",
           "id:text rating:text|null stars:whole|null text:text followup:text "
           "created_at:time|null followup_at:time|null reply:text reply_at:time|null item:text "
           "sku:text source:fact_source"},
    // `turn` counts over all conversations, as the spans of the finding do; null: told of in none.
    Schema{"dossier_message", "turn:whole|null who:speaker at:time|null text:text gap_after:flag"},
    Schema{"dossier_conversation",
           "id:text reference:text agent:text messages:dossier_message[] left_out:whole "
           "source:fact_source"},
    Schema{"dossier_call", "caller:text callee:text start:time seconds:whole source:fact_source"},
    Schema{"dossier_recording",
           "file:text how_obtained:text transcript:text at:time|null source:fact_source"},
    Schema{"dossier_claim",
           "id:text won_by:text text:text opened_at:time|null closed_at:time|null "
           "amount:money|null source:fact_source"},
    Schema{"dossier_contact",
           "agent:text channel:text direction:text number:text note:text at:time|null "
           "answered:flag|null seconds:whole source:fact_source"},
    Schema{"dossier_parcel",
           "waybill:text from:text contents:text sent_at:time|null source:fact_source"},
    Schema{"dossier_note", "kind:text text:text by:text at:time|null source:fact_source"},
    Schema{"dossier",
           "order:dossier_order|null reviews:dossier_review[] "
           "conversations:dossier_conversation[] calls:dossier_call[] "
           "recordings:dossier_recording[] claims:dossier_claim[] contacts:dossier_contact[] "
           "parcels:dossier_parcel[] notes:dossier_note[]"},
};

constexpr std::array kReviewSchemas = {
    Schema{"review_row",
           "kind:subject_kind id:text verdict:verdict reportable:flag ground:ground|null "
           "admissible:flag|null refusal:finding_refusal|null due:time|null made_at:time|null "
           "causes:text[] stars:whole|null score:share state:review_state state_at:time|null "
           "state_by:text|null case_id:text|null filed_at:time|null updated_at:time excerpt:text "
           "order:text|null "
           "item:text|null sku:text|null courier:text|null agent:text|null buyer:text|null "
           "is_erased:flag"},
    // How many stand under each combination, under the query's other filters.
    Schema{"review_count", "verdict:verdict state:review_state reportable:flag count:whole"},
    Schema{"review_list", "reviews:review_row[] next:text|null counts:review_count[]"},
    Schema{"cause_count", "cause:text count:whole"},
    // query: the path and query, under the shop's, of the reviews that were counted. `name`: the
    // cause's code, the sku, courier or agent, the Monday of the week.
    Schema{"cause_group",
           "name:text count:whole malicious:whole genuine:whole unclear:whole "
           "causes:cause_count[] query:text"},
    // counted: of how many reviews a group's name is known; total: all in the range.
    Schema{"cause_counts",
           "by:cause_by from:time|null to:time|null total:whole counted:whole "
           "groups:cause_group[]"},
    Schema{"review_deed", "move:review_move at:time by:text text:text|null"},
    // What this user may do now; `why` where it is not allowed.
    Schema{"review_may", "move:review_move is_allowed:flag why:words|null"},
    Schema{"review_page",
           "review:review_row finding:finding|null dossier:dossier|null deeds:review_deed[] "
           "may:review_may[] report_as:report_perspective"},
    Schema{"review_report", "perspective?:report_perspective language?:text"},
    Schema{"review_answer", "text:text<=8192"},
    Schema{"presence_look", "about?:text<=200"},
    Schema{"present_person", "user:text name:text"},
    Schema{"presence", "others:present_person[]"},
    Schema{"review_leave", "reason?:text<=2000"},
    Schema{"draft_question", "text:text<=8192 review_kind?:subject_kind review_id?:text"},
    Schema{"draft_finding",
           "code:text stops:flag start:whole end:whole words:words instead:words|null"},
    Schema{"draft_check",
           "stopped:flag findings:draft_finding[] questions:words[] better:text|null"},
};

constexpr std::array kImportSchemas = {
    Schema{"import_progress",
           "bytes_done:whole bytes_total:whole dossiers_done:whole dossiers_total:whole|null"},
    Schema{"import_rows", "kind:text rows:whole"},
    Schema{"import_counts",
           "rows:import_rows[] bad_lines:whole bad_fields:whole bad_files:whole duplicates:whole "
           "unmatched:whole ignored_files:whole reviews:whole conversations:whole findings:whole "
           "new_findings:whole malicious:whole unclear:whole genuine:whole reportable:whole"},
    // In the order of the file, as the cells of `rows`; null: matched to nothing.
    Schema{"import_column", "header:text column:text|null is_chosen:flag"},
    Schema{"import_known_column", "column:text must:flag is_found:flag"},
    Schema{"import_file",
           "name:text bytes:whole kind:text|null form:text|null encoding:text|null "
           "columns:import_column[] known:import_known_column[] rows:text[][] problem:words|null"},
    Schema{"import",
           "id:text state:import_state made_at:time made_by:text made_by_name:text|null "
           "started_at:time|null "
           "ended_at:time|null as_of:time|null files_until:time progress:import_progress "
           "counts:import_counts files:import_file[] problems:whole fault:words|null"},
    Schema{"import_brief",
           "id:text state:import_state made_at:time made_by:text made_by_name:text|null "
           "ended_at:time|null files:whole "
           "findings:whole problems:whole"},
    Schema{"imports", "imports:import_brief[]"},
    // `columns`: header of the file to the name of a known column, "" for none.
    Schema{"import_columns", "file:text kind?:text columns:object<=512"},
    Schema{"import_run", "as_of?:time"},
    Schema{"import_problem",
           "file:text line:whole|null field:text|null found:text|null expected:words"},
    Schema{"import_problems", "problems:import_problem[] next:text|null total:whole"},
};
// NOLINTEND(modernize-use-designated-initializers)

template <std::size_t... Sizes>
constexpr auto joined(const std::array<Schema, Sizes>&... parts) {
    std::array<Schema, (Sizes + ...)> out{};
    std::size_t at = 0;
    ((std::ranges::copy(parts, out.begin() + static_cast<std::ptrdiff_t>(at)), at += Sizes), ...);
    return out;
}
constexpr auto kSchemas = joined(kFindingSchemas, kDossierSchemas, kReviewSchemas, kImportSchemas);

}  // namespace

std::span<const Schema> review_schemas() {
    return kSchemas;
}

std::span<const NamesSchema> review_names() {
    return kNames;
}

}  // namespace pingli::api
