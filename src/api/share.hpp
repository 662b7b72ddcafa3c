// On whose account the transport serves a request: a shop's, and that of the person who asks, over
// all shops. It goes by the head alone. Who names a shop of others is counted by address. A session
// or token that was good just now is its account's, whatever stands beside it; whoever comes with
// anything else is a stranger, and all strangers of an address are one.

#pragma once

#include "api/askers.hpp"
#include "http/request.hpp"
#include "http/share.hpp"

namespace pingli::api {

// `is_secure`: cookies have the name that they have over TLS.
http::Share share_of(Askers& askers, const http::Request& request, bool is_secure);

}  // namespace pingli::api
