#include "text/personal_data.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "text/word_list.hpp"

namespace pingli::text {

namespace {

constexpr Category kNameBefore{"pii.name_before"};
constexpr Category kNameAfter{"pii.name_after"};
constexpr Category kNoName{"pii.name!"};
constexpr std::size_t kHan = 3;         // bytes of a Han character
constexpr std::size_t kRoadMax = 8;     // characters of a road's or an estate's name
constexpr std::size_t kRegionMax = 14;  // characters of province, city and district before it

bool is_han_at(std::string_view text, std::size_t at) {
    if (at >= text.size() || static_cast<unsigned char>(text[at]) < 0xE3) return false;
    const char32_t code = utf8::decode(text, at).code;
    return code >= 0x3400 && code < 0xA000;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// --- addresses ---------------------------------------------------------------------------------

// The bytes of a number in digits, Chinese digits or one letter at `at`, or 0.
std::size_t house_number(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '-' ||
                                 (end == at && text[end] >= 'a' && text[end] <= 'z')))
        ++end;
    if (end > at) return gap(at, end);
    constexpr std::u32string_view kDigits = U"一二三四五六七八九十百零〇";
    while (is_han_at(text, end) && kDigits.find(utf8::decode(text, end).code) != kDigits.npos)
        end += kHan;
    return gap(at, end);
}

// The bytes of "7号楼2单元501" at `at`, or 0. A bare number counts only behind such a unit.
std::size_t house(const PlaceWords& words, std::string_view text, std::size_t at) {
    std::size_t end = at;
    bool has_unit = false;
    while (true) {
        std::size_t next = end;
        while (next < text.size() && (text[next] == ' ' || text[next] == '#' || text[next] == ','))
            ++next;
        const std::size_t size = house_number(text, next);
        if (size == 0) break;
        const std::string_view after = rest(text, next + size);
        const auto word = std::ranges::find_if(
            words.units, [&](const std::string& unit) { return after.starts_with(unit); });
        const std::size_t unit = word == words.units.end() ? 0 : word->size();
        if (starts_with_any(after, words.floors) && !has_unit) break;
        if (unit == 0 && !has_unit) break;
        end = next + size + unit;
        if (unit == 0) break;
        has_unit = true;
    }
    return has_unit ? gap(at, end) : 0;
}

// Where an address that ends at `road_end` begins: back over the names of places, to a word that is
// none (送错到|济南市…) or to a mark.
std::size_t address_start(const PlaceWords& words, std::string_view text, std::size_t clause_start,
                          std::size_t road_end) {
    std::size_t start = road_end;
    bool has_region = false;  // 省 市 区 县 was seen
    for (std::size_t i = 0; i < kRoadMax + kRegionMax && start > clause_start; ++i) {
        const std::size_t next = letter_before(text, start);
        const bool is_name = is_han_at(text, next) || is_digit(text[next]);
        if (!is_name) break;
        const std::string_view here = cut(text, next, start);
        if (is_any_of(here, words.before)) break;
        const bool is_region = is_any_of(here, words.regions);
        if (!has_region && i >= kRoadMax && !is_region) break;
        has_region |= is_region;
        start = next;
    }
    return start;
}

}  // namespace

void find_addresses(const Engine::Parts& parts, const Reading& reading,
                    std::vector<PiiPlace>& out) {
    const std::string_view text = reading.text();
    for (const Clause& clause : reading.clauses) {
        for (std::size_t at = clause.start; at < clause.end;) {
            const std::size_t size = utf8::decode(text, at).size;
            const std::string_view before = cut(text, clause.start, at);
            // A number behind a road, also with a short name between: 窑头路某院7号楼.
            if (!before.empty() && parts.places.ends_in_road(before)) {
                const std::size_t length = house(parts.places, text, at);
                const std::size_t start = address_start(parts.places, text, clause.start, at);
                if (length > 0 && letters(text, start, at) >= 3) {
                    const bool follows = !out.empty() && out.back().kind == PiiKind::Address &&
                                         out.back().end >= start;
                    if (follows)
                        out.back().end = at + length;
                    else
                        out.push_back(
                            {.start = start, .end = at + length, .kind = PiiKind::Address});
                    at += length;
                    continue;
                }
            }
            at += size;
        }
    }
}

// --- names -------------------------------------------------------------------------------------

namespace {

// What may stand behind a name that is complete: an end, a mark, or a word that begins otherwise
// than given names do.
bool ends_name(const PersonalNames& names, std::string_view text, std::size_t at) {
    return !is_han_at(text, at) || !names.is_given(text, at);
}

// The end of the name that begins at `at`, or 0.
std::size_t name_end(const Engine::Parts& parts, std::string_view text, std::size_t at,
                     bool is_certain) {
    const PersonalNames& names = parts.names;
    const std::size_t surname = names.surname(text, at);
    if (surname == 0 || !names.is_given(text, at + surname)) return 0;
    const std::size_t second = at + surname + kHan;
    if (starts_with_any(rest(text, at + surname), parts.places.titles)) return 0;  // 李女士
    if (names.is_given(text, second)) return second + kHan;
    // One given character is too little to go by, but behind 叫 or 姓名.
    return is_certain && ends_name(names, text, second) ? second : 0;
}

}  // namespace

void find_full_names(const Engine::Parts& parts, const Reading& reading,
                     std::vector<PiiPlace>& out) {
    const std::string_view text = reading.text();
    const auto add = [&](std::size_t start, std::size_t end) {
        const bool is_known = !reading.hits.touching(kNoName, start, end).empty();
        if (!is_known) out.push_back({.start = start, .end = end, .kind = PiiKind::Name});
    };
    for (const Hit& hit : reading.of(kNameBefore)) {
        std::size_t at = hit.end;
        while (at < text.size() && (text[at] == ':' || text[at] == ' ')) ++at;
        for (const std::string_view word : {"是", "叫", "“", "\"", "【"})
            if (rest(text, at).starts_with(word)) at += word.size();
        const bool is_certain = ends_with_any(up_to(text, at), parts.places.labels) ||
                                ends_with_any(reading.words(hit), parts.places.labels);
        if (const std::size_t end = name_end(parts, text, at, is_certain)) add(at, end);
    }
    for (const Hit& hit : reading.of(kNameAfter)) {
        for (const std::size_t size : {4 * kHan, 3 * kHan}) {
            const auto at = back(hit.start, size);
            if (!at || !is_han_at(text, *at)) continue;
            if (name_end(parts, text, *at, false) != hit.start) continue;
            add(*at, hit.start);
            break;
        }
    }
}

// --- all ---------------------------------------------------------------------------------------

std::vector<PiiSpan> find_personal_data(const Engine::Parts& parts, const Reading& reading) {
    std::vector<PiiPlace> places;
    if (may_hold_numbers(reading.text())) find_addresses(parts, reading, places);
    std::vector<PiiPlace> numbers;
    find_personal_numbers(reading, numbers);
    // A number within an address is part of it. Addresses are in order and apart.
    std::erase_if(numbers, [&](const PiiPlace& number) {
        const auto address = std::ranges::lower_bound(places, number.end, {}, &PiiPlace::end);
        return address != places.end() && address->start <= number.start;
    });
    places.insert(places.end(), numbers.begin(), numbers.end());
    find_full_names(parts, reading, places);
    std::ranges::sort(places, {}, &PiiPlace::start);
    std::vector<PiiSpan> spans;
    std::size_t end = 0;
    for (const PiiPlace& place : places) {
        if (place.start < end) continue;
        end = place.end;
        spans.push_back({.span = reading.span(place.start, place.end), .kind = place.kind});
    }
    return spans;
}

}  // namespace pingli::text
