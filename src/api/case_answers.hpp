// Cases, receipts and refusals as the API shows them.

#pragma once

#include <optional>
#include <string>

#include "api/guard.hpp"
#include "app/case_desk.hpp"
#include "base/problem.hpp"
#include "codec/case_commands_json.hpp"
#include "codec/case_json.hpp"
#include "http/response.hpp"

namespace pingli::api {

std::string case_path(const ShopId& shop, const CaseId& case_id);

// What a command is answered: case, number, version, what happened, and what is legal now.
app::KeptAnswer make_receipt(const app::Done& done, const app::Appended& appended, bool opens);

// 403 or 404 where it is about the person, 422 about the body, else 409; with the moves legal now.
http::Response from_refusal(const cases::Refusal& refusal);
http::Response from_faults(const Problems& faults);  // 422

// A page of the queue or of a search.
std::string page_json(const app::Page& page, codec::CaseReader reader);
std::string ledger_json(const std::vector<app::LedgerLine>& lines);

// What was uploaded to the shop under this hash, if the member may hand it in: staff may any,
// others what they uploaded themselves or what their case holds. Else it is as if there were none.
std::optional<cases::FileRef> uploaded_file(const Services& services, const Member& member,
                                            const cases::Case& c, const std::string& sha256);

}  // namespace pingli::api
