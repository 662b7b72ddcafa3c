// On whose account the workers serve a request: a shop's, and in it that of whoever asks. It goes
// by the head alone, before anything is known to be true; who tells lies about it only waits in
// another line.

#pragma once

#include "http/request.hpp"
#include "http/share.hpp"

namespace pingli::api {

http::Share share_of(const http::Request& request);

}  // namespace pingli::api
