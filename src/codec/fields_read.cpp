#include "codec/fields_read.hpp"

#include <algorithm>
#include <utility>

#include "base/base64.hpp"
#include "base/utf8.hpp"
#include "codec/limits.hpp"
#include "codec/nesting.hpp"

namespace pingli::codec {

namespace {

constexpr std::size_t kPathShownMax = 120;

Said text_of_at_most(std::size_t bytes) {
    return say("field.text_max", bytes);
}

// The library lends an unsigned number as a signed one, whatever its size.
std::optional<std::int64_t> whole_in(const Json& json) {
    if (const auto* large = json.get_ptr<const std::uint64_t*>();
        large != nullptr && !std::in_range<std::int64_t>(*large))
        return std::nullopt;
    const auto* whole = json.get_ptr<const std::int64_t*>();
    return whole == nullptr ? std::nullopt : std::optional{*whole};
}

const std::string* text_at(const Json& json, const char* name) {
    const auto at = json.find(name);
    return at == json.end() ? nullptr : at->get_ptr<const std::string*>();
}

}  // namespace

Json parse_bounded(std::string_view text) {
    if (!is_within(text, {.depth_max = kJsonBodyDepthMax})) return {Json::value_t::discarded};
    if (std::ranges::count(text, ':') <= static_cast<std::ptrdiff_t>(kMembersMax))
        return Json::parse(text, nullptr, false);
    std::vector<std::size_t> open;  // members so far of the objects around
    bool is_too_much = false;
    const auto watch = [&](int, Json::parse_event_t event, Json&) {
        if (event == Json::parse_event_t::object_start) open.push_back(0);
        if (event == Json::parse_event_t::object_end && !open.empty()) open.pop_back();
        if (event == Json::parse_event_t::key && !open.empty())
            is_too_much |= ++open.back() > kMembersMax;
        return !is_too_much;
    };
    Json json = Json::parse(text, watch, false);
    return is_too_much ? Json(Json::value_t::discarded) : json;
}

const Json* FieldReader::find(std::string_view name) {
    names_.push_back(name);
    const auto at = object_->find(name);
    return at == object_->end() ? nullptr : &*at;
}

void FieldReader::find_unknown(const Json& json) {
    for (const auto& [name, value] : json.items())
        if (std::ranges::find(names_, name) == names_.end())
            add_fault(path_of(name.substr(0, kPathShownMax)), say("field.unknown"));
}

std::string FieldReader::path_of(std::string_view name) const {
    return (path_.empty() ? "" : path_ + ".") + std::string{name};
}

void FieldReader::add_fault(std::string path, Said expected) {
    if (faults_.size() < kFieldFaultsMax)
        faults_.push_back({.field = std::move(path), .expected = std::move(expected)});
}

void FieldReader::read(const Json& json, bool& value) {
    if (!json.is_boolean()) return fault(say("field.truth"));
    value = *json.get_ptr<const bool*>();
}

void FieldReader::read(const Json& json, std::int64_t& value) {
    const auto whole = whole_in(json);
    if (!whole) return fault(say("field.whole"));
    value = *whole;
}

void FieldReader::read(const Json& json, std::string& value) {
    read_text(json, value, bounds_.bytes_max);
}

void FieldReader::read_text(const Json& json, std::string& value, std::size_t bytes_max) {
    const auto* text = json.get_ptr<const std::string*>();
    if (text == nullptr) return fault(say("field.text"));
    if (options_.is_bounded && text->size() > bytes_max) return fault(text_of_at_most(bytes_max));
    value = *text;
}

void FieldReader::read(const Json& json, Instant& value) {
    const auto* text = json.get_ptr<const std::string*>();
    const auto written = text ? parse_time(*text) : std::nullopt;
    if (!written || !written->offset) return fault(say("field.time"));
    value = Instant{written->local.time_since_epoch()} - *written->offset;
}

void FieldReader::read(const Json& json, Bilingual& value) {
    const std::string* zh = json.is_object() ? text_at(json, "zh") : nullptr;
    const std::string* en = json.is_object() ? text_at(json, "en") : nullptr;
    if (zh == nullptr || en == nullptr) return fault(say("field.both"));
    value = {.zh = *zh, .en = *en};
}

void FieldReader::read(const Json& json, Money& value) {
    const std::string* amount = json.is_object() ? text_at(json, "amount") : nullptr;
    const std::string* code = json.is_object() ? text_at(json, "currency") : nullptr;
    const bool is_short = amount == nullptr || amount->size() <= kAmountBytesMax;
    const auto currency = code && is_short ? Currency::parse(*code) : std::nullopt;
    const auto money = amount && currency ? Money::read(*amount, *currency) : std::nullopt;
    if (!money) return fault(say("field.money"));
    value = *money;
}

void FieldReader::read(const Json& json, cases::Personal& value) {
    if (const auto* plain = json.get_ptr<const std::string*>(); plain && options_.may_lack) {
        value = {.person = {}, .text = *plain, .erased = false};
        return;
    }
    const std::string* person = json.is_object() ? text_at(json, "person") : nullptr;
    if (person == nullptr) return fault(say("field.sealed_text"));
    value = {.person = PersonId{*person}, .text = {}, .erased = false};
    if (const std::string* plain = text_at(json, "text")) value.text = *plain;
    const std::string* sealed = text_at(json, "sealed");
    if (sealed == nullptr) {
        value.erased = json.contains("erased");
        return;
    }
    const auto bytes = from_base64(*sealed);
    if (!bytes) return fault(say("field.sealed"));
    auto opened = options_.sealer ? options_.sealer->open(value.person, *bytes) : std::nullopt;
    value.erased = !opened;
    if (opened) value.text = std::move(*opened);
}

// {"name":value, …}; an object, because a fact is known once or not at all.
void FieldReader::read(const Json& json, cases::Facts& value) {
    if (!json.is_object()) return fault(say("field.facts"));
    if (options_.is_bounded && json.size() > cases::kItemsMax)
        return fault(say("field.facts_max", cases::kItemsMax));
    value.clear();
    for (const auto& [name, given] : json.items()) {
        cases::Fact fact{.name = name, .value = false};
        if (const auto* truth = given.get_ptr<const bool*>())
            fact.value = *truth;
        else if (const auto whole = whole_in(given))
            fact.value = *whole;
        else if (const auto* text = given.get_ptr<const std::string*>();
                 text != nullptr && (!options_.is_bounded || text->size() <= cases::kTextBytesMax))
            fact.value = *text;
        else if (text != nullptr)
            add_fault(path_of(name.substr(0, kPathShownMax)),
                      text_of_at_most(cases::kTextBytesMax));
        else
            add_fault(path_of(name.substr(0, kPathShownMax)), say("field.fact"));
        value.push_back(std::move(fact));
    }
}

}  // namespace pingli::codec
