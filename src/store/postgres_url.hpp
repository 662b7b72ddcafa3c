// What a PostgreSQL URL must say before a word is sent: a server elsewhere is spoken to by TLS,
// with its certificate checked against its name (ASVS 5.0.0 V12.3.1, V12.3.2; libpq "SSL Support").

#pragma once

#include <string>

#include "base/result.hpp"

namespace pingli::store::postgres {

// The `sslmode` to go with `url` where it names none: "verify-full" when any of its hosts is
// elsewhere, "prefer" when all are this machine (a socket, localhost, 127.0.0.0/8, ::1). Invalid:
// not a URL that libpq reads, or one that would speak to a server elsewhere without checked TLS.
// Neither the URL nor a part of it stands in an error: it may hold a password.
Result<std::string> sslmode_for(const std::string& url);

}  // namespace pingli::store::postgres
