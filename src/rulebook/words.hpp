// The frame around a rulebook's own words: the few words that the program says itself, in both
// languages, and how a reader writes a value.

#pragma once

#include <string>
#include <string_view>

#include "base/bilingual.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::rulebook {

// Where a fact comes from, for a sentence: "order" is "订单" and "the order". Any other place is
// taken as the page has it, best written there as "中文 / English".
Bilingual words_of_source(std::string_view from);

// As a reader writes it: "差评" / "bad", "是" / "yes", "2026-05-31 23:59:59", "12.50 CNY".
// `domain_words` are those of a closed text, else empty.
Bilingual to_words(const Value& value, const std::vector<DomainWord>& domain_words,
                   const Zone& zone);

// "confirm with your platform", for answers whose flag `confirm` is set.
Bilingual confirm_note();

}  // namespace pingli::rulebook
