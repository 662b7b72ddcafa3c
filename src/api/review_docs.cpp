// What the routes of reviews, drafts and imports do: a part of route_docs(). What they take and
// answer: review_schemas.cpp.

#include <array>

#include "api/openapi.hpp"

namespace pingli::api {

namespace {

using enum http::Method;

constexpr std::array kDocs = {
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/reviews",
             .id = "listReviews",
             .summary = "What triage found, a page at a time, and how many there are of each.",
             .answer = "review_list",
             .query =
                 "kind verdict reportable ground state cause sku courier agent import made_from "
                 "made_before order limit cursor"},
    RouteDoc{
        .method = Get,
        .path = "/api/v1/shops/{shop}/causes",
        .id = "countCauses",
        .summary = "How many reviews complain of what: by cause, product, courier, agent, week.",
        .answer = "cause_counts",
        .query = "by from to limit"},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/reviews/{kind}/{review}",
             .id = "showReview",
             .summary = "One finding with what is known of its order, and what one may do.",
             .answer = "review_page"},
    RouteDoc{.method = Post,
             .path = "/api/v1/shops/{shop}/reviews/{kind}/{review}/report",
             .id = "reportReview",
             .summary = "Open the report of this review; where the shop has officers they rule.",
             .status = 201,
             .answer = "receipt",
             .body = "review_report",
             .query = "role"},
    RouteDoc{.method = Post,
             .path = "/api/v1/shops/{shop}/reviews/{kind}/{review}/answer",
             .id = "answerReview",
             .summary =
                 "Record the public answer that was given; one that must not be given is refused.",
             .answer = "review_row",
             .body = "review_answer"},
    RouteDoc{.method = Post,
             .path = "/api/v1/shops/{shop}/reviews/{kind}/{review}/leave",
             .id = "leaveReview",
             .summary = "Leave it as it is; a proven threat only by those who lead, with a reason.",
             .answer = "review_row",
             .body = "review_leave"},
    RouteDoc{.method = Post,
             .path = "/api/v1/shops/{shop}/reviews/{kind}/{review}/resume",
             .id = "resumeReview",
             .summary = "Take up again what was left.",
             .answer = "review_row"},
    RouteDoc{.method = Post,
             .path = "/api/v1/shops/{shop}/drafts/check",
             .id = "checkDraft",
             .summary = "What must not be said, or not so, in an answer.",
             .answer = "draft_check",
             .body = "draft_question"},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/imports",
             .id = "listImports",
             .summary = "The imports of late, the newest first.",
             .answer = "imports"},
    RouteDoc{.method = Post,
             .path = "/api/v1/shops/{shop}/imports",
             .id = "makeImport",
             .summary = "Begin an import: files can be uploaded to it.",
             .status = 201,
             .answer = "import",
             .takes_key = true},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/imports/{import}",
             .id = "showImport",
             .summary = "How far it is, and what each file holds.",
             .answer = "import"},
    RouteDoc{.method = Delete,
             .path = "/api/v1/shops/{shop}/imports/{import}",
             .id = "removeImport",
             .summary = "Stop it, and remove it with its files; what it found stays.",
             .status = 204},
    RouteDoc{.method = Post,
             .path = "/api/v1/shops/{shop}/imports/{import}/files",
             .id = "addImportFile",
             .summary = "Upload one file of a shop folder; the same name again replaces it.",
             .status = 201,
             .answer = "import_file",
             .body = "application/octet-stream",
             .query = "name!"},
    RouteDoc{.method = Delete,
             .path = "/api/v1/shops/{shop}/imports/{import}/files",
             .id = "removeImportFile",
             .summary = "Remove one file again.",
             .status = 204,
             .query = "name!"},
    RouteDoc{.method = Put,
             .path = "/api/v1/shops/{shop}/imports/{import}/columns",
             .id = "matchColumns",
             .summary = "Say which column of a file is which.",
             .answer = "import_file",
             .body = "import_columns"},
    RouteDoc{.method = Post,
             .path = "/api/v1/shops/{shop}/imports/{import}/run",
             .id = "runImport",
             .summary = "Read and judge the files; what is found is put with the reviews.",
             .status = 202,
             .answer = "import",
             .body = "import_run"},
    RouteDoc{.method = Post,
             .path = "/api/v1/shops/{shop}/imports/{import}/stop",
             .id = "stopImport",
             .summary = "Stop it; it may be run again.",
             .answer = "import"},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/imports/{import}/problems",
             .id = "listImportProblems",
             .summary = "The lines that were refused, and why.",
             .answer = "import_problems",
             .query = "limit cursor"},
};

}  // namespace

std::span<const RouteDoc> review_docs() {
    return kDocs;
}

}  // namespace pingli::api
