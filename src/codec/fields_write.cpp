#include "codec/fields_write.hpp"

#include <algorithm>
#include <array>

namespace pingli::codec {

namespace {

// Made by the program, or drawn from a rulebook.
constexpr auto kOurs = std::to_array<std::string_view>(
    {"type", "version", "sha256", "clause", "clauses", "rows", "table"});
// Words of a rulebook that come in with a command as well: only as a rulebook writes them.
constexpr auto kWords = std::to_array<std::string_view>(
    {"id",      "name",    "clock",  "breach",   "breaches",   "remedy",       "basis",
     "result",  "measure", "ground", "gravity",  "right_path", "points_class", "verdict",
     "alleged", "kind",    "path",   "platform", "channel",    "admission",    "refusal",
     "missing", "person",  "mime",   "not_shown"});

// Of a fact: a word, or a moment, date or amount as a rulebook writes it.
constexpr std::string_view kFact = "value";

constexpr std::size_t kWordBytesMax = 40;

bool is_word(std::string_view value) {
    return value.size() <= kWordBytesMax && std::ranges::all_of(value, [](char c) {
               return (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '/';
           });
}

// "2026-05-12T10:00", "12400.00 CNY"
bool is_figure(std::string_view value) {
    const std::size_t digits = value.find_first_not_of("0123456789");
    if (digits == std::string_view::npos) return false;
    if (digits == 4 && value.at(4) == '-')
        return value.find_first_not_of("0123456789-:T+Z") == std::string_view::npos;
    const std::size_t space = value.find(' ');
    return space != std::string_view::npos && value.size() == space + 4 &&
           value.substr(0, space).find_first_not_of("0123456789.") == std::string_view::npos &&
           std::ranges::all_of(value.substr(space + 1),
                               [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

bool is_code(std::string_view field, std::string_view value) {
    if (field == kFact) return is_word(value) || is_figure(value);
    return std::ranges::find(kOurs, field) != kOurs.end() ||
           (std::ranges::find(kWords, field) != kWords.end() && is_word(value));
}

// A file's name is what somebody called it.
void FieldWriter::write(const cases::FileRef& value) {
    cases::FileRef shown = value;
    if (!options_.shows_typed) shown.name.clear();
    json_.begin_object();
    cases::FileRef::each(shown, *this);
    json_.end_object();
}

void FieldWriter::write(const Money& value) {
    json_.begin_object();
    json_.key("amount");
    json_.text(value.amount());
    json_.key("currency");
    json_.text(value.currency.code());
    json_.end_object();
}

// {"person":…,"sealed":…} in the store, {"person":…,"text":…} for a reader.
void FieldWriter::write(const cases::Personal& value) {
    json_.begin_object();
    json_.key("person");
    write(value.person);
    if (options_.sealer != nullptr) {
        if (!value.text.empty()) {
            json_.key("sealed");
            json_.text(to_base64(options_.sealer->seal(value.person, value.text)));
        }
    } else if (options_.shows_personal) {
        json_.key("text");
        json_.text(value.text);
    }
    if (value.erased) {
        json_.key("erased");
        json_.boolean(true);
    }
    json_.end_object();
}

void FieldWriter::write(const cases::Facts& value) {
    json_.begin_object();
    for (const cases::Fact& fact : value) {
        json_.key(fact.name);
        field_ = kFact;
        std::visit([&](const auto& one) { write(one); }, fact.value);
    }
    json_.end_object();
}

}  // namespace pingli::codec
