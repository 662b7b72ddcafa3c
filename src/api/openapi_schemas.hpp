// The part of the OpenAPI document that routes refer to: schemas, the problem answer, log-in.

#pragma once

#include "codec/json_writer.hpp"

namespace pingli::api {

// Appends one object where the writer stands.
void write_components(codec::JsonWriter& out);

}  // namespace pingli::api
