// What the server tells browsers with its answers: what they may do with them.

#pragma once

#include "http/fields.hpp"

namespace pingli::server {

// Of a page of the desk.
http::Fields page_fields();
// Of every answer. Pages come with a policy of their own.
http::Fields common_fields();
// Of answers that go over TLS, ours or that of a proxy in front.
http::Fields secure_fields();

}  // namespace pingli::server
