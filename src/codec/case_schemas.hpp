// JSON Schemas of what case_json.hpp writes and case_commands_json.hpp reads, made from the same
// lists of fields, so that a description of the API cannot say otherwise than the program.

#pragma once

#include "codec/json_writer.hpp"

namespace pingli::codec {

// Appends members to the object where the writer stands: "words", "money", "personal", "facts",
// "case", "move", "refusal", "event", "rehearsal", "statement", and "command.NAME" for every
// command. References between them are "#/components/schemas/NAME".
void write_case_schemas(JsonWriter& json);

}  // namespace pingli::codec
