#include "codec/fields_schema.hpp"

#include <algorithm>

namespace pingli::codec {

bool FieldSchema::is_hidden(std::string_view name) const {
    return std::ranges::find(hidden_, name) != hidden_.end();
}

void FieldSchema::type(std::string_view name) {
    json_.key("type");
    json_.text(name);
}

void FieldSchema::simple(std::string_view name) {
    json_.begin_object();
    type(name);
    json_.end_object();
}

// Bytes are what is counted; no text has more characters than bytes.
void FieldSchema::text(std::size_t bytes_max) {
    json_.begin_object();
    type("string");
    if (use_ == SchemaOf::Given) {
        json_.key("maxLength");
        json_.whole(static_cast<std::int64_t>(bytes_max));
    }
    json_.end_object();
}

void FieldSchema::reference(std::string_view name) {
    json_.begin_object();
    json_.key("$ref");
    json_.text("#/components/schemas/" + std::string{name});
    json_.end_object();
}

void FieldSchema::write(Instant) {
    json_.begin_object();
    type("string");
    json_.key("format");
    json_.text("date-time");
    json_.end_object();
}

void FieldSchema::end_object(const std::vector<std::string_view>& required) {
    if (!required.empty()) {
        json_.key("required");
        json_.begin_array();
        for (const std::string_view name : required) json_.text(name);
        json_.end_array();
    }
    if (use_ == SchemaOf::Given) {
        json_.key("additionalProperties");
        json_.boolean(false);
    }
    json_.end_object();
}

}  // namespace pingli::codec
