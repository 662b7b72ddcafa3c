// What the API's answers are made of. A list is an object with one member, which can be added to
// later.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

// `write(out, one)` writes one of the list.
template <class List, class Write>
std::string list_json(std::string_view name, const List& list, Write write) {
    std::string text;
    codec::JsonWriter out{text};
    out.begin_object();
    out.key(name);
    out.begin_array();
    for (const auto& one : list) write(out, one);
    out.end_array();
    out.end_object();
    return text;
}

inline void moment_or_null(codec::JsonWriter& out, std::string_view name,
                           const std::optional<Instant>& at) {
    if (at) {
        out.field(name, *at);
        return;
    }
    out.key(name);
    out.null();
}

}  // namespace pingli::api
