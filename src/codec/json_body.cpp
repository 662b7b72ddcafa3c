#include "codec/json_body.hpp"

#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "codec/limits.hpp"
#include "codec/nesting.hpp"

namespace pingli::codec {

namespace {

using Json = nlohmann::json;

Said text_of_at_most(std::size_t bytes) {
    return say("field.text_max", bytes);
}

}  // namespace

struct JsonBody::State {
    Json object;
    std::set<std::string, std::less<>> asked;
    std::optional<Problem> fault;

    const Json* find(std::string_view name) {
        asked.emplace(name);
        const auto it = object.find(name);
        return it == object.end() || it->is_null() ? nullptr : &*it;
    }
    void add_fault(std::string_view field, Said expected) {
        if (!fault) fault = Problem{.field = std::string{field}, .expected = std::move(expected)};
    }
};

JsonBody::JsonBody(std::unique_ptr<State> state) : state_(std::move(state)) {}
JsonBody::JsonBody(JsonBody&&) noexcept = default;
JsonBody& JsonBody::operator=(JsonBody&&) noexcept = default;
JsonBody::~JsonBody() = default;

std::expected<JsonBody, Problem> JsonBody::parse(std::string_view text) {
    auto state = std::make_unique<State>();
    if (is_within(text, {.depth_max = kJsonBodyDepthMax}))
        state->object = Json::parse(text, nullptr, false);
    if (!state->object.is_object())
        return std::unexpected(Problem{.expected = say("field.json_utf8")});
    return JsonBody{std::move(state)};
}

std::optional<std::string> JsonBody::text(std::string_view name, std::size_t bytes_max) {
    const Json* value = state_->find(name);
    if (value == nullptr) return std::nullopt;
    const auto* const given = value->get_ptr<const std::string*>();
    if (given != nullptr && given->size() <= bytes_max) return *given;
    state_->add_fault(name, given == nullptr ? say("field.text") : text_of_at_most(bytes_max));
    return std::nullopt;
}

std::optional<bool> JsonBody::boolean(std::string_view name) {
    const Json* value = state_->find(name);
    if (value == nullptr) return std::nullopt;
    if (value->is_boolean()) return value->get<bool>();
    state_->add_fault(name, say("field.truth"));
    return std::nullopt;
}

std::optional<std::int64_t> JsonBody::whole(std::string_view name) {
    const Json* value = state_->find(name);
    if (value == nullptr) return std::nullopt;
    const bool is_large =
        value->is_number_unsigned() && !std::in_range<std::int64_t>(value->get<std::uint64_t>());
    if (value->is_number_integer() && !is_large) return value->get<std::int64_t>();
    state_->add_fault(name, say("field.whole"));
    return std::nullopt;
}

std::optional<std::vector<std::string>> JsonBody::texts(std::string_view name,
                                                        std::size_t items_max) {
    const Json* value = state_->find(name);
    if (value == nullptr) return std::nullopt;
    std::vector<std::string> out;
    if (value->is_array() && value->size() > items_max) {
        state_->add_fault(name, say("field.list_max", items_max));
        return std::nullopt;
    }
    for (const Json& one : value->is_array() ? *value : Json::array({1})) {
        if (!one.is_string()) {
            state_->add_fault(name, say("field.texts"));
            return std::nullopt;
        }
        out.push_back(one.get<std::string>());
        if (out.back().size() <= kBodyItemBytesMax) continue;
        state_->add_fault(name, text_of_at_most(kBodyItemBytesMax));
        return std::nullopt;
    }
    return out;
}

std::optional<std::string> JsonBody::object(std::string_view name) {
    const Json* value = state_->find(name);
    if (value == nullptr) return std::nullopt;
    if (value->is_object() && value->size() > kBodyItemsMax) {
        state_->add_fault(name, say("field.object_max", kBodyItemsMax));
        return std::nullopt;
    }
    if (value->is_object()) return value->dump(-1, ' ', false, Json::error_handler_t::replace);
    state_->add_fault(name, say("field.object"));
    return std::nullopt;
}

std::optional<std::map<std::string, std::string>> JsonBody::texts_by_name(std::string_view name) {
    const Json* value = state_->find(name);
    if (value == nullptr) return std::nullopt;
    std::map<std::string, std::string> out;
    if (value->is_object())
        for (const auto& [key, one] : value->items())
            if (one.is_string() && value->size() <= kBodyItemsMax)
                out.emplace(key, one.get<std::string>());
    if (value->is_object() && out.size() == value->size()) return out;
    state_->add_fault(name, say("field.texts_by_name"));
    return std::nullopt;
}

std::string JsonBody::needed_text(std::string_view name, std::size_t bytes_max) {
    auto value = text(name, bytes_max);
    if (!value || value->empty()) state_->add_fault(name, say("field.text_filled"));
    return std::move(value).value_or(std::string{});
}

std::optional<Problem> JsonBody::fault() const {
    if (state_->fault) return state_->fault;
    for (const auto& [name, value] : state_->object.items())
        if (!state_->asked.contains(name))
            return Problem{.field = name, .expected = say("field.unknown")};
    return std::nullopt;
}

}  // namespace pingli::codec
