// Reads a JSON object into any struct of cases/ that lists its fields in `each`. All faults are
// collected, each with its path. For codec/case_*.cpp.

#pragma once

#include <algorithm>
#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/sealer.hpp"
#include "base/money.hpp"
#include "base/strong.hpp"
#include "cases/types.hpp"
#include "codec/case_commands_json.hpp"

namespace pingli::codec {

using Json = nlohmann::ordered_json;

// An object keeps the order of its members and is searched one by one: a stranger's body with a
// hundred thousand of them would keep a worker busy for half a minute.
constexpr std::size_t kMembersMax = 1000;
constexpr std::size_t kAmountBytesMax = 40;  // of money, as written
// Discarded when `text` is not JSON or an object in it has more members than that.
Json parse_bounded(std::string_view text);

struct ReadOptions {
    app::Sealer* sealer = nullptr;        // opens sealed text
    std::function<std::string()> new_id;  // for `fresh` ids that are absent; may be empty
    bool may_lack = false;                // absent fields keep their value: a file made by hand
    bool refuses_unknown = false;         // a member that no field has is a fault
    // What is larger than its field's bounds (cases/limits.hpp) is a fault: a client's own words.
    // What is stored is read as it is.
    bool is_bounded = false;
};

class FieldReader {
public:
    explicit FieldReader(const ReadOptions& options) : options_(options) {}

    // What `json` must be for a T is said in `faults`.
    template <class T>
        requires requires(T& value, FieldReader& reader) { T::each(value, reader); }
    void read(const Json& json, T& value) {
        if (!json.is_object()) return fault(say("field.object"));
        const Json* outer = std::exchange(object_, &json);
        const cases::Bounds outer_bounds = std::exchange(bounds_, {});
        std::vector<std::string_view> outer_names = std::exchange(names_, {});
        T::each(value, *this);
        if (options_.refuses_unknown) find_unknown(json);
        names_ = std::move(outer_names);
        bounds_ = outer_bounds;
        object_ = outer;
    }

    template <class T>
    void operator()(std::string_view name, T& value) {
        const Json* member = find(name);
        if (member != nullptr) return read_member(name, *member, value);
        if (!options_.may_lack) add_fault(path_of(name), say("field.missing"));
    }
    template <class T>
    void operator()(std::string_view name, std::optional<T>& value) {
        maybe(name, value);
    }
    template <class T>
    void operator()(std::string_view name, T& value, cases::Bounds bounds) {
        const cases::Bounds outer = std::exchange(bounds_, bounds);
        (*this)(name, value);
        bounds_ = outer;
    }
    template <class T>
    void maybe(std::string_view name, T& value, cases::Bounds bounds) {
        const cases::Bounds outer = std::exchange(bounds_, bounds);
        maybe(name, value);
        bounds_ = outer;
    }
    template <class T>
    void maybe(std::string_view name, T& value) {
        if (const Json* member = find(name)) read_member(name, *member, value);
    }
    template <class T>
    void fresh(std::string_view name, T& value) {
        if (const Json* member = find(name)) return read_member(name, *member, value);
        if (options_.may_lack) return;
        if (!options_.new_id) return add_fault(path_of(name), say("field.missing"));
        value = T{options_.new_id()};
    }

    void read(const Json& json, bool& value);
    void read(const Json& json, std::int64_t& value);
    void read(const Json& json, std::string& value);
    void read(const Json& json, Instant& value);
    void read(const Json& json, Bilingual& value);
    void read(const Json& json, Money& value);
    void read(const Json& json, cases::Personal& value);
    void read(const Json& json, cases::Facts& value);
    template <class Tag>
    void read(const Json& json, Strong<Tag, std::string>& value) {
        std::string text;
        read_text(json, text, std::min(bounds_.bytes_max, cases::kNameBytesMax));
        value = Strong<Tag, std::string>{std::move(text)};
    }
    template <cases::Named Enum>
    void read(const Json& json, Enum& value) {
        const auto* text = json.get_ptr<const std::string*>();
        const auto parsed = text ? cases::parse_name<Enum>(*text) : std::nullopt;
        if (parsed) {
            value = *parsed;
            return;
        }
        std::string names;
        for (const std::string_view name : cases::kNamesOf<Enum>)
            names.append(names.empty() ? "" : ", ").append(name);
        fault(say("field.one_of", names));
    }
    template <class T>
    void read(const Json& json, std::optional<T>& value) {
        if (json.is_null()) return value.reset();
        value.emplace();
        read(json, *value);
    }
    template <class T>
    void read(const Json& json, std::vector<T>& values) {
        if (!json.is_array()) return fault(say("field.list"));
        if (options_.is_bounded && json.size() > bounds_.items_max)
            return fault(say("field.list_max", bounds_.items_max));
        values.clear();
        for (const Json& one : json) {
            const std::size_t length = path_.size();
            path_ += "[" + std::to_string(values.size()) + "]";
            values.emplace_back();
            read(one, values.back());
            path_.resize(length);
            if (faults_.size() >= kFieldFaultsMax) return;
        }
    }

    [[nodiscard]] const Problems& faults() const { return faults_; }

private:
    void read_text(const Json& json, std::string& value, std::size_t bytes_max);
    const Json* find(std::string_view name);
    void find_unknown(const Json& json);
    [[nodiscard]] std::string path_of(std::string_view name) const;
    void fault(Said expected) { add_fault(path_, std::move(expected)); }
    void add_fault(std::string path, Said expected);
    template <class T>
    void read_member(std::string_view name, const Json& member, T& value) {
        const std::size_t length = path_.size();
        path_ = path_of(name);
        read(member, value);
        path_.resize(length);
    }

    const ReadOptions& options_;
    const Json* object_ = nullptr;
    cases::Bounds bounds_;  // of the field that is read
    std::vector<std::string_view> names_;
    std::string path_;
    Problems faults_;
};

}  // namespace pingli::codec
