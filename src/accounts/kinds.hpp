// Under which kinds the records of accounts are stored.

#pragma once

#include <string>

namespace pingli::accounts {

inline const std::string kAccountKind = "account";
inline const std::string kLoginKind = "login";             // from log-in to account
inline const std::string kLinkKind = "link";               // by the digest of its secret
inline const std::string kSessionKind = "session";         // the same
inline const std::string kSessionListKind = "session_of";  // user/the session's key; a counted list
inline const std::string kTokenKind = "token";             // the same
inline const std::string kTokenListKind = "token_of";      // user/id: the token's digest; likewise
inline const std::string kNoticeKind = "notice";           // user/time, the latest first/chance
// A number for each shop that rises with each change of its people's places (turn_write): whoever
// checks that an owner is left and then takes a place away writes it along, so that two cannot do
// so at once; and whoever uses a link that hangs on its maker's right.
inline const std::string kRosterKind = "roster";

}  // namespace pingli::accounts
