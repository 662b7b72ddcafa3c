// The part of the OpenAPI document that routes refer to: schemas, the problem answer, log-in.

#pragma once

#include <span>
#include <string_view>

#include "codec/json_writer.hpp"

namespace pingli::api {

struct Schema {
    std::string_view name = {};
    // Field:type, apart by spaces. "?" behind the name: may be absent. Types: text, time, whole,
    // share, flag, any, a schema's name, each also as a list ("roles:role[]") or "|null". Behind a
    // type its bounds where a client sends less than JsonBody would take: "text<=200" bytes,
    // "text[]<=5" items.
    std::string_view fields = {};
};
struct NamesSchema {  // one of these words
    std::string_view name;
    std::string_view words;
};

// The parts that stand in files of their own.
std::span<const Schema> rule_schemas();    // rulebooks and deadlines
std::span<const Schema> office_schemas();  // what a desk opens with, audit, backups
std::span<const Schema> review_schemas();  // reviews, drafts, imports
std::span<const Schema> passkey_schemas();
std::span<const NamesSchema> review_names();
std::span<const NamesSchema> office_names();

// Appends one object where the writer stands.
void write_components(codec::JsonWriter& out);

}  // namespace pingli::api
