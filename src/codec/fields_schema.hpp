// Writes the JSON Schema of any struct of cases/ that lists its fields in `each`: what FieldReader
// takes and FieldWriter gives, from the same list. For codec/case_schemas.cpp.

#pragma once

#include <algorithm>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/money.hpp"
#include "base/strong.hpp"
#include "cases/types.hpp"
#include "codec/json_writer.hpp"

namespace pingli::codec {

enum class SchemaOf : std::uint8_t {
    Given,  // a body that a client sends: nothing else may stand in it
    Shown,  // an answer: what may be absent is left out, what is not known is null
};

class FieldSchema {
public:
    FieldSchema(JsonWriter& json, SchemaOf use) : json_(json), use_(use) {}
    // Names that the edge fills in: not shown.
    void hide(std::vector<std::string_view> names) { hidden_ = std::move(names); }

    template <class T>
        requires requires(T& value, FieldSchema& schema) { T::each(value, schema); }
    void write(const T&) {
        json_.begin_object();
        type("object");
        json_.key("properties");
        json_.begin_object();
        const std::vector<std::string_view> outer = std::exchange(required_, {});
        T value{};
        T::each(value, *this);
        const std::vector<std::string_view> required = std::exchange(required_, outer);
        json_.end_object();
        end_object(required);
    }

    template <class T>
    void operator()(std::string_view name, const T& value, cases::Bounds bounds = {}) {
        property(name, value, true, bounds);
    }
    template <class T>
    void operator()(std::string_view name, const std::optional<T>& value,
                    cases::Bounds bounds = {}) {
        property(name, value, use_ == SchemaOf::Shown, bounds);
    }
    template <class T>
    void maybe(std::string_view name, const T& value, cases::Bounds bounds = {}) {
        property(name, value, false, bounds);
    }
    template <class T>
    void fresh(std::string_view name, const T& value) {
        property(name, value, use_ == SchemaOf::Shown, {});
    }

    void write(bool) { simple("boolean"); }
    void write(std::int64_t) { simple("integer"); }
    void write(const std::string&) { text(bounds_.bytes_max); }
    void write(Instant);
    void write(const Bilingual&) { reference("words"); }
    void write(const Money&) { reference("money"); }
    void write(const cases::Personal&) { reference("personal"); }
    void write(const cases::Facts&) { reference("facts"); }
    template <class Tag>
    void write(const Strong<Tag, std::string>&) {
        text(std::min(bounds_.bytes_max, cases::kNameBytesMax));
    }
    template <cases::Named Enum>
    void write(Enum) {
        json_.begin_object();
        type("string");
        json_.key("enum");
        json_.begin_array();
        for (const std::string_view name : cases::kNamesOf<Enum>) json_.text(name);
        json_.end_array();
        json_.end_object();
    }
    template <class T>
    void write(const std::optional<T>&) {
        json_.begin_object();
        json_.key("anyOf");
        json_.begin_array();
        write(T{});
        simple("null");
        json_.end_array();
        json_.end_object();
    }
    template <class T>
    void write(const std::vector<T>&) {
        json_.begin_object();
        type("array");
        if (use_ == SchemaOf::Given) {
            json_.key("maxItems");
            json_.whole(static_cast<std::int64_t>(bounds_.items_max));
        }
        json_.key("items");
        write(T{});
        json_.end_object();
    }

private:
    template <class T>
    void property(std::string_view name, const T& value, bool required, cases::Bounds bounds) {
        if (is_hidden(name)) return;
        if (required) required_.push_back(name);
        json_.key(name);
        const cases::Bounds outer = std::exchange(bounds_, bounds);
        write(value);
        bounds_ = outer;
    }
    [[nodiscard]] bool is_hidden(std::string_view name) const;
    void type(std::string_view name);
    void simple(std::string_view name);
    void text(std::size_t bytes_max);
    void reference(std::string_view name);  // to a schema of this name
    void end_object(const std::vector<std::string_view>& required);

    JsonWriter& json_;
    SchemaOf use_;
    cases::Bounds bounds_;  // of the field that is written
    std::vector<std::string_view> hidden_;
    std::vector<std::string_view> required_;
};

}  // namespace pingli::codec
