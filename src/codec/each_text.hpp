// The texts of a JSON document, changed in their place.

#pragma once

#include <functional>
#include <string>

namespace pingli::codec {

// The names of fields and all else stay. What is no JSON is changed as one text.
std::string each_text(const std::string& json, const std::function<void(std::string&)>& change);

}  // namespace pingli::codec
