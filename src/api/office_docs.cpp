// What is told of administration and of what a desk opens with: routes, and what they take and
// answer.

#include <array>

#include "api/openapi.hpp"
#include "api/openapi_schemas.hpp"
#include "api/security_acts.hpp"

namespace pingli::api {

namespace {

using enum http::Method;

constexpr std::array kDocs = {
    RouteDoc{.method = Patch,
             .path = "/api/v1/session",
             .id = "changeAccount",
             .summary = "Change one's own name, or the password with the old one.",
             .answer = "account",
             .body = "account_change",
             .before_second_factor = BeforeSecondFactor::ToSetUp},
    RouteDoc{.method = Get,
             .path = "/api/v1/sessions",
             .id = "listSessions",
             .summary = "Where one is logged in.",
             .answer = "sessions"},
    RouteDoc{.method = Delete,
             .path = "/api/v1/sessions",
             .id = "endOtherSessions",
             .summary = "Log out everywhere else.",
             .status = 204,
             .needs_recent_log_in = true},
    RouteDoc{.method = Delete,
             .path = "/api/v1/sessions/{session}",
             .id = "endSession",
             .summary = "End one of one's own sessions.",
             .status = 204,
             .needs_recent_log_in = true},
    RouteDoc{.method = Get,
             .path = "/api/v1/notices",
             .id = "listNotices",
             .summary = "What others changed about one's account, the latest first.",
             .answer = "notices"},
    RouteDoc{.method = Delete,
             .path = "/api/v1/notices",
             .id = "forgetNotices",
             .summary = "They were read.",
             .status = 204},
    RouteDoc{.method = Delete,
             .path = "/api/v1/shops/{shop}/people/{person}",
             .id = "removePerson",
             .summary = "Take somebody's place in the shop away.",
             .status = 204,
             .needs_recent_log_in = true},
    RouteDoc{.method = Patch,
             .path = "/api/v1/shops/{shop}",
             .id = "changeShop",
             .summary = "Change the name or the time zone of a shop.",
             .answer = "shop",
             .body = "shop_change"},
    RouteDoc{.method = Put,
             .path = "/api/v1/shops/{shop}/second-factor",
             .id = "demandSecondFactor",
             .summary = "Whether everybody who works in the shop must have a second factor.",
             .answer = "shop",
             .body = "second_factor_demand",
             .needs_recent_log_in = true},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/people/{person}/tokens",
             .id = "listPersonTokens",
             .summary = "Somebody's tokens for programs.",
             .answer = "tokens"},
    RouteDoc{.method = Delete,
             .path = "/api/v1/shops/{shop}/people/{person}/tokens/{token}",
             .id = "revokePersonToken",
             .summary = "Revoke somebody's token.",
             .status = 204},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/today",
             .id = "showToday",
             .summary = "What waits in the shop, counted, with the lists behind the counts.",
             .answer = "today"},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/audit",
             .id = "listAudit",
             .summary = "The shop's chain of events, the latest first, without personal data.",
             .answer = "audit_page",
             .query = "limit cursor"},
    RouteDoc{.method = Post,
             .path = "/api/v1/shops/{shop}/verification",
             .id = "verify",
             .summary = "Start to walk the shop's chain and say what was changed or lost.",
             .status = 202,
             .answer = "verification",
             .body = "verification_wish"},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/verification",
             .id = "showVerification",
             .summary = "How far the latest walk has come, and what it found.",
             .answer = "latest_verification"},
    RouteDoc{.method = Delete,
             .path = "/api/v1/shops/{shop}/verification",
             .id = "stopVerification",
             .summary = "Stop the walk.",
             .status = 204},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/security",
             .id = "listSecurity",
             .summary = "Who did what to rights and personal data of the shop, and who was "
                        "refused, the latest first; as lines of JSON with form=lines. A page may "
                        "hold none of what was asked for while `next` still goes on.",
             .answer = "security_page",
             .query = "limit cursor form what outcome account"},
    RouteDoc{.method = Post,
             .path = "/api/v1/shops/{shop}/erasures",
             .id = "erasePerson",
             .summary = "Erase a person's words, what is searched of them and the files of their "
                        "cases, for ever; in the background.",
             .status = 202,
             .answer = "erasure",
             .body = "erasure_wish",
             .needs_recent_log_in = true},
    RouteDoc{.method = Get,
             .path = "/api/v1/shops/{shop}/erasures",
             .id = "listErasures",
             .summary = "Who was erased, when, by whom and why, the latest first.",
             .answer = "erasures",
             .query = "limit cursor"},
    RouteDoc{.method = Get,
             .path = "/api/v1/security",
             .id = "listServerSecurity",
             .summary = "The same of the whole server, for its operator.",
             .answer = "security_page",
             .query = "limit cursor form what outcome account"},
    RouteDoc{.method = Post,
             .path = "/api/v1/backups",
             .id = "makeBackup",
             .summary = "Start a backup of everything; for an owner of all shops.",
             .status = 202,
             .answer = "backup",
             .needs_recent_log_in = true},
    RouteDoc{.method = Get,
             .path = "/api/v1/backups",
             .id = "listBackups",
             .summary = "The backups that are kept, the latest first, and how far one has come.",
             .answer = "backups"},
    RouteDoc{.method = Get,
             .path = "/api/v1/backups/{backup}/file",
             .id = "downloadBackup",
             .summary = "A backup as one tar file.",
             .answer = "application/x-tar",
             .needs_recent_log_in = true},
    RouteDoc{.method = Delete,
             .path = "/api/v1/backups/{backup}",
             .id = "removeBackup",
             .summary = "Stop a backup, or remove it.",
             .status = 204,
             .needs_recent_log_in = true},
};

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by its columns
constexpr std::array kSchemas = {
    // query: the path and query, under the shop's, of the rows that were counted.
    Schema{"counted_rows", "count:whole query:text"},
    Schema{"phase_count", "phase:text count:whole query:text"},
    Schema{"today",
           "now:time zone:text phases:phase_count[] overdue:counted_rows "
           "due_in_24_hours:counted_rows changed_in_7_days:counted_rows "
           "ruled_in_7_days:counted_rows claims_in_7_days:counted_rows"},
    Schema{"audit_review", "kind:text id:text"},
    // review: what was done with it is the event, which is of no case
    Schema{"audit_entry",
           "position:whole case_id:text number:text|null review?:audit_review version:whole "
           "type:text at:time user:text|null name:text|null role:text|null hash:text"},
    Schema{"audit_page", "entries:audit_entry[] head:head next:text|null"},
    // expect: "SHOP POSITION HASH", as `pingli audit verify` prints it.
    Schema{"verification_wish", "expect?:text"},
    // what: as the terminal says it; said: the same in both languages.
    Schema{"chain_fault", "kind:chain_fault_kind position:whole what:text said:words"},
    // state: running, done, stopped, failed; line: the head as `expect` takes it. What was looked
    // at: events, cases, files of exhibits, rows (keys and reviews, against the store's journal);
    // expected: the position of the head that the chain was held against.
    Schema{"verification",
           "state:text started_at:time ended_at?:time done:whole of:whole is_good:flag|null "
           "head?:head line?:text events:whole cases:whole files:whole rows:whole "
           "expected?:whole faults:chain_fault[] further_faults:whole"},
    Schema{"latest_verification", "walk:verification|null"},
    // person: as cases have it, for a customer with an account its id.
    Schema{"erasure_wish", "person:text reason:text"},
    // state: running, done, failed (to be done again); by: an account, or "terminal".
    Schema{"erasure",
           "person:text state:text by:text name:text|null reason:text at:time ended_at?:time "
           "files:whole"},
    Schema{"erasures", "erasures:erasure[] next:text|null"},
    // whence: the network of the address, or "terminal"; about: ids of the thing, or the status of
    // a refusal; about_name: of the account among them; count: so often within the minute.
    Schema{
        "security_entry",
        "number:whole at:time what:security_act is_allowed:flag account:text|null name:text|null "
        "whence:text|null shops:text[] route:text about:text|null "
        "about_name:text|null count:whole hash:text"},
    Schema{"security_page", "entries:security_entry[] next:text|null"},
    // state: running, done, stopped, failed.
    Schema{"backup",
           "id:text state:text step?:text started_at:time ended_at?:time bytes:whole "
           "shops:whole files:whole"},
    Schema{"backups", "backups:backup[] kept_max:whole"},
};
constexpr std::array kNames = {
    NamesSchema{"chain_fault_kind",
                "changed lost out_of_order lost_tail head_differs not_as_expected index_differs "
                "ledger_differs unreadable exhibit_damaged key_differs record_differs "
                "shelf_differs journal_differs"},
    NamesSchema{"security_act", kSecurityActs},
    NamesSchema{"notice_what",
                "link_made link_used roles_changed shut_out let_in removed token_ended "
                "account_shut account_opened operator_made operator_ended second_factor_made "
                "second_factor_ended passkey_made passkey_ended passkey_copied recovery_used "
                "sessions_ended"},
};
// NOLINTEND(modernize-use-designated-initializers)

}  // namespace

std::span<const NamesSchema> office_names() {
    return kNames;
}

std::span<const RouteDoc> office_docs() {
    return kDocs;
}

std::span<const Schema> office_schemas() {
    return kSchemas;
}

}  // namespace pingli::api
