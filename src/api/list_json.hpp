// A list as the API answers with it: an object with one member, which can be added to later.

#pragma once

#include <string>
#include <string_view>

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

}  // namespace pingli::api
