// Writes any struct of cases/ that lists its fields in `each` as a JSON object, in that order, so
// that the same value always gives the same bytes. For codec/case_*.cpp.
//
// Optional fields (`maybe`) that say nothing are left out. Personal text is sealed when there is a
// sealer, else it is shown or withheld. From who reads no personal data other texts are withheld
// too, unless they are known to hold codes: a field is added to that list, not taken off it.

#pragma once

#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/sealer.hpp"
#include "base/base64.hpp"
#include "base/money.hpp"
#include "base/strong.hpp"
#include "cases/types.hpp"
#include "codec/json_writer.hpp"

namespace pingli::codec {

struct WriteOptions {
    app::Sealer* sealer = nullptr;  // seals personal text, for the store
    bool shows_personal = true;     // without a sealer: whether the text may be read
    // Whether texts may be read that people type and that are no person's own: titles, notes,
    // reasons, purposes, names of files, ids of people and orders.
    bool shows_typed = true;
};

// Whether what stands in a text field of that name is ours, or a rulebook's word, and no text that
// somebody typed.
bool is_code(std::string_view field, std::string_view value);

class FieldWriter {
public:
    FieldWriter(JsonWriter& json, WriteOptions options) : json_(json), options_(options) {}

    template <class T>
    void operator()(std::string_view name, const T& value, cases::Bounds = {}) {
        json_.key(name);
        field_ = name;
        write(value);
    }
    template <class T>
    void fresh(std::string_view name, const T& value) {
        (*this)(name, value);
    }
    template <class T>
    void maybe(std::string_view name, const T& value, cases::Bounds = {}) {
        if (!says_nothing(value)) (*this)(name, value);
    }

    void write(bool value) { json_.boolean(value); }
    template <std::integral T>
        requires(!std::same_as<T, bool>)
    void write(T value) {
        json_.whole(static_cast<std::int64_t>(value));
    }
    void write(const std::string& value) {
        json_.text(options_.shows_typed || is_code(field_, value) ? value : std::string{});
    }
    void write(std::string_view value) { json_.text(value); }
    void write(const char*) = delete;  // would be a bool
    template <class Tag>
    void write(const Strong<Tag, std::string>& value) {
        json_.text(value.value());
    }
    void write(Instant value) { json_.text(format_instant(value, std::chrono::seconds{0})); }
    void write(const Bilingual& value) { json_.bilingual(value); }
    void write(const Money& value);
    // It may be a number or a name, and an auditor needs none.
    void write(const PersonId& value) {
        json_.text(options_.shows_typed ? value.value() : std::string{});
    }
    void write(const cases::FileRef& value);
    void write(const cases::Personal& value);
    void write(const cases::Facts& value);
    template <cases::Named Enum>
    void write(Enum value) {
        json_.text(cases::to_name(value));
    }
    template <class T>
    void write(const std::optional<T>& value) {
        value ? write(*value) : json_.null();
    }
    template <class T>
    void write(const std::vector<T>& values) {
        json_.begin_array();
        for (const T& value : values) write(value);
        json_.end_array();
    }
    template <class T>
        requires requires(const T& value, FieldWriter& writer) { T::each(value, writer); }
    void write(const T& value) {
        json_.begin_object();
        T::each(value, *this);
        json_.end_object();
    }

private:
    static bool says_nothing(const std::string& value) { return value.empty(); }
    static bool says_nothing(bool value) { return !value; }
    static bool says_nothing(const cases::Personal& value) {
        return value.person.value().empty() && value.text.empty() && !value.erased;
    }
    template <class Tag>
    static bool says_nothing(const Strong<Tag, std::string>& value) {
        return value.value().empty();
    }
    template <class T>
    static bool says_nothing(const std::optional<T>& value) {
        return !value.has_value();
    }
    template <class T>
    static bool says_nothing(const std::vector<T>& value) {
        return value.empty();
    }
    static bool says_nothing(std::int64_t value) { return value == 0; }

    JsonWriter& json_;
    WriteOptions options_;
    std::string_view field_;
};

}  // namespace pingli::codec
