#include "intake/json_reader.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <limits>
#include <string>
#include <unordered_map>

#include "intake/json_parse.hpp"
#include "intake/schema.hpp"

namespace pingli::intake {

namespace {

namespace dom = simdjson::dom;

// Objects inside a row are looked into this deep: "replies.content".
constexpr std::size_t kPathDepthMax = 3;

// Numbers and truth values as the text they were written as. Holds until clear().
class Scratch {
public:
    void clear() { used_ = 0; }
    std::string_view text_of(dom::element value) {
        char* const begin = bytes_.data() + used_;
        char* const end = bytes_.data() + bytes_.size();
        std::to_chars_result written{begin, std::errc::value_too_large};
        if (std::int64_t i = 0; value.get(i) == simdjson::SUCCESS)
            written = std::to_chars(begin, end, i);
        else if (std::uint64_t u = 0; value.get(u) == simdjson::SUCCESS)
            written = std::to_chars(begin, end, u);
        else if (double d = 0; value.get(d) == simdjson::SUCCESS)
            written = std::to_chars(begin, end, d);
        if (written.ec != std::errc{}) return {};
        const auto size = static_cast<std::size_t>(written.ptr - begin);
        used_ += size;
        return {begin, size};
    }

private:
    std::array<char, 4096> bytes_{};
    std::size_t used_ = 0;
};

struct StringHash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming)
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

template <class T>
class JsonRows {
public:
    JsonRows(JsonDocuments& documents, const Reading& reading, const Schema<T>& schema)
        : documents_(documents), reading_(reading), schema_(schema) {
        chosen_.resize(schema.fields.size());
    }

    Result<void> run() {
        return each_document(parser_, documents_, reading_,
                             [this](const JsonDocument& document) { return read(document); });
    }

private:
    struct Target {
        std::size_t field = 0;
        std::uint32_t priority = 0;
    };
    struct Chosen {
        std::string_view cell;
        std::uint32_t priority = 0;
        bool is_set = false;
    };
    struct Inherited {  // what an envelope says of the rows inside it
        std::string_view order, oid;
    };

    Result<void> read(const JsonDocument& document) {
        line_ = document.line;
        dom::element root;
        if (const auto expected = parse_document(parser_, document, root); !expected.empty()) {
            reading_.report.bad_line(
                {.line = line_, .field = {}, .found = {}, .expected = expected});
            return {};
        }
        scratch_.clear();
        rows_ = 0;
        TRY(walk(root, {}));
        if (rows_ == 0 && !document.is_inner) report_rowless(root);
        return {};
    }

    void report_rowless(dom::element root) {
        dom::element refused;
        if (root["error_response"].get(refused) == simdjson::SUCCESS) {
            reading_.report.bad_line({.line = line_,
                                      .field = "error_response",
                                      .found = {},
                                      .expected = say("file.rows")});
            return;
        }
        dom::element empty;  // An answer without rows is an answer.
        if (root.is_object() && root["traderates_get_response"].get(empty) == simdjson::SUCCESS)
            return;
        reading_.report.bad_line(
            {.line = line_, .field = {}, .found = {}, .expected = say("file.known_keys")});
    }

    Result<void> walk(dom::element element, Inherited inherited) {
        if (dom::array array; element.get(array) == simdjson::SUCCESS) {
            for (const dom::element item : array) TRY(walk(item, inherited));
            return {};
        }
        dom::object object;
        if (element.get(object) != simdjson::SUCCESS) return {};
        std::ranges::fill(chosen_, Chosen{});
        collect(object, {}, 0);
        if (is_row()) return give(inherited);
        if constexpr (std::is_same_v<T, ReviewRow>) {
            for (std::size_t i = 0; i < chosen_.size(); ++i) {
                if (!chosen_[i].is_set) continue;
                if (schema_.fields[i].name == "order") inherited.order = chosen_[i].cell;
                if (schema_.fields[i].name == "oid") inherited.oid = chosen_[i].cell;
            }
        }
        for (const auto field : object)
            if (field.value.is_object() || field.value.is_array())
                TRY(walk(field.value, inherited));
        return {};
    }

    // Puts each known key's text into chosen_.
    void collect(dom::object object, std::string_view prefix, std::size_t depth) {
        for (const auto field : object) {
            std::string path;
            std::string_view name = field.key;
            if (!prefix.empty()) {
                path.append(prefix).append(".").append(field.key);
                name = path;
            }
            if (std::string_view text; field.value.get(text) == simdjson::SUCCESS) {
                choose(name, text);
            } else if (bool truth = false; field.value.get(truth) == simdjson::SUCCESS) {
                choose(name, truth ? "true" : "false");
                if (!prefix.empty()) choose(path.append(truth ? "=true" : "=false"), "true");
            } else if (field.value.is_number()) {
                if (target_of(name) != nullptr) choose(name, scratch_.text_of(field.value));
            } else if (depth + 1 < kPathDepthMax) {
                collect_inside(field.value, name, depth + 1);
            }
        }
    }

    void collect_inside(dom::element value, std::string_view name, std::size_t depth) {
        if (dom::object inner; value.get(inner) == simdjson::SUCCESS) {
            if (knows_prefix(name)) collect(inner, name, depth);
            return;
        }
        dom::array array;
        if (value.get(array) != simdjson::SUCCESS || !knows_prefix(name)) return;
        for (const dom::element item : array) {
            dom::object inner;
            if (item.get(inner) != simdjson::SUCCESS) continue;
            std::string_view by;  // Among replies only the seller's count.
            if (inner["by"].get(by) == simdjson::SUCCESS &&
                reading_.values.formats().meaning(WordKind::Role, by) != "seller")
                continue;
            collect(inner, name, depth);
        }
    }

    // Only objects that some synonym looks into belong to the row itself.
    bool knows_prefix(std::string_view name) const {
        return name == "after" || name == "replies" || name == "tags" || name == "append_tags";
    }

    const Target* target_of(std::string_view name) {
        auto found = targets_.find(name);
        if (found == targets_.end()) {
            std::optional<Target> target;
            if (const auto column = reading_.values.formats().column(schema_.kind, name)) {
                const auto field =
                    std::ranges::find(schema_.fields, column->canonical, &Field<T>::name);
                if (field != schema_.fields.end())
                    target =
                        Target{.field = static_cast<std::size_t>(field - schema_.fields.begin()),
                               .priority = column->priority};
            }
            if (targets_.size() >= kKnownKeysMax) targets_.clear();
            found = targets_.emplace(std::string{name}, target).first;
        }
        return found->second ? &*found->second : nullptr;
    }

    void choose(std::string_view name, std::string_view cell) {
        const Target* const target = target_of(name);
        if (target == nullptr || cell.empty()) return;
        Chosen& chosen = chosen_[target->field];
        if (chosen.is_set && chosen.priority <= target->priority) return;
        chosen = {.cell = cell, .priority = target->priority, .is_set = true};
    }

    bool has_instead(std::size_t i) const {
        const auto instead =
            std::ranges::find(schema_.fields, schema_.fields[i].instead, &Field<T>::name);
        return instead != schema_.fields.end() &&
               chosen_[static_cast<std::size_t>(instead - schema_.fields.begin())].is_set;
    }

    bool is_row() const {
        bool has_one_of = false;
        bool wants_one_of = false;
        for (std::size_t i = 0; i < chosen_.size(); ++i) {
            const Need need = schema_.fields[i].need;
            if (need == Need::Required && !chosen_[i].is_set && !has_instead(i)) return false;
            wants_one_of = wants_one_of || need == Need::OneOf;
            has_one_of = has_one_of || (need == Need::OneOf && chosen_[i].is_set);
        }
        return has_one_of || !wants_one_of;
    }

    Result<void> give(const Inherited& inherited) {
        ++rows_;
        T row{};
        for (std::size_t i = 0; i < chosen_.size(); ++i) {
            if (!chosen_[i].is_set) continue;
            const Field<T>& field = schema_.fields[i];
            const Expected expected = field.read(row, chosen_[i].cell, reading_.values);
            if (expected.empty()) continue;
            const Report::Fault fault{.line = line_,
                                      .field = field.name,
                                      .found = chosen_[i].cell,
                                      .expected = say(expected)};
            if (field.need == Need::Required) {
                reading_.report.bad_line(fault);
                return {};
            }
            reading_.report.bad_field(fault);
        }
        if constexpr (std::is_same_v<T, ReviewRow>) {
            if (row.review.order.empty()) row.review.order = inherited.order;
            if (row.oid.empty()) row.oid = inherited.oid;
        }
        schema_.source(row) = {.file = reading_.file, .line = line_};
        reading_.report.good_row();
        return reading_.sink(Row{&row});
    }

    static constexpr std::size_t kKnownKeysMax = 1000;

    JsonDocuments& documents_;
    const Reading& reading_;
    const Schema<T>& schema_;
    dom::parser parser_;
    Scratch scratch_;
    std::unordered_map<std::string, std::optional<Target>, StringHash, std::equal_to<>> targets_;
    std::vector<Chosen> chosen_;
    std::uint64_t line_ = 0;
    std::size_t rows_ = 0;
};

}  // namespace

Result<void> read_json(JsonDocuments& documents, const Reading& reading) {
    return with_schema(reading.report.kind(), [&](const auto& schema) {
        return JsonRows{documents, reading, schema}.run();
    });
}

}  // namespace pingli::intake
