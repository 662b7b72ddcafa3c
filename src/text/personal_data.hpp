// Personal data in a text, as docs/labels.md 2.3 has it: mobile and landline numbers, identity
// cards, WeChat and QQ ids, addresses, full names, order numbers; also disguised by Chinese or
// circled digits, blanks or look-alike letters. What belongs to things (tracking, batch and model
// numbers), to shops (hotlines) or is masked is not personal.

#pragma once

#include <vector>

#include "text/engine_parts.hpp"
#include "text/signals.hpp"

namespace pingli::text {

// In order of the text, without overlaps.
std::vector<PiiSpan> find_personal_data(const Engine::Parts& parts, const Reading& reading);

// A place in the folded text, before it is mapped back.
struct PiiPlace {
    Offset start;
    Offset end;
    PiiKind kind{};
};
// The parts of find_personal_data(): by digits and letters, by road and house, by surname.
void find_personal_numbers(const Reading& reading, std::vector<PiiPlace>& out);
void find_addresses(const Engine::Parts& parts, const Reading& reading, std::vector<PiiPlace>& out);
void find_full_names(const Engine::Parts& parts, const Reading& reading,
                     std::vector<PiiPlace>& out);

// Whether the text has what any number or address needs: five digits in all, or one before 号, 栋 …
bool may_hold_numbers(std::string_view folded);

}  // namespace pingli::text
