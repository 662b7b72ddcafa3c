#include "codec/each_text.hpp"

#include <nlohmann/json.hpp>

namespace pingli::codec {

namespace {

using Json = nlohmann::ordered_json;

void walk(Json& value, const std::function<void(std::string&)>& change) {
    if (value.is_string()) return change(value.get_ref<std::string&>());
    if (value.is_structured())
        for (Json& one : value) walk(one, change);
}

}  // namespace

std::string each_text(const std::string& json, const std::function<void(std::string&)>& change) {
    Json value = Json::parse(json, nullptr, false);
    if (!value.is_discarded()) {
        walk(value, change);
        return value.dump();
    }
    std::string text = json;
    change(text);
    return text;
}

}  // namespace pingli::codec
