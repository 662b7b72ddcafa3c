// Which cases somebody may see, and in which role they act.

#pragma once

#include <optional>

#include "api/guard.hpp"
#include "cases/sight.hpp"

namespace pingli::api {

// Staff and officers see all cases of the shop; a customer sees those they are a party of.
bool may_see(const Member& member, const cases::Case& c);

// What the people of a case wrote: those who may read personal data, and its own party.
bool may_read_words(const Member& member, const cases::Case& c);

// The case of the path, if the member may see it; else the answer. Whole, as who changes it needs
// it: of this nothing is told.
std::expected<app::CasePtr, http::Response> case_of(const Services& services,
                                                    const http::Request& request,
                                                    const Member& member);

// For whom the member reads it, and with which right.
cases::Sight sight_of(const Member& member);
// The same as the member sees it (cases/sight.hpp): what is told of it is told of this.
std::expected<app::CasePtr, http::Response> seen_case_of(const Services& services,
                                                         const http::Request& request,
                                                         const Member& member);

// The role that `?role=` names, else the first of the member's that may give `command` now, else
// the first of all. Nothing: the role named is not theirs.
std::optional<cases::Role> acting_role(const Services& services, const http::Request& request,
                                       const Member& member, const cases::Case& c,
                                       std::string_view command);

// The path of an exhibit's file, read and compared with its hash; else the answer, and a note of
// what is wrong. The exhibit has a file.
std::expected<std::string, http::Response> file_of(const Services& services, const ShopId& shop,
                                                   const cases::Exhibit& exhibit);

}  // namespace pingli::api
