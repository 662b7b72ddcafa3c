// Puts a reply together for a situation. Not a free text: sentences of the templates, in the order
// of their places, with the shop's own policy filled in. It never begs, pays, names an employee or
// leaves the platform, because no template does (the tests put every reply through the checks).

#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "facts/facts.hpp"
#include "replies/templates.hpp"

namespace pingli::replies {

using Records = std::bitset<kRecordCount>;

struct Situation {
    Occasion occasion = Occasion::Complaint;
    Channel channel = Channel::Public;
    text::Causes causes;  // may be several, each is answered (S10)
    Records records;
    facts::Policy policy;
};

struct Draft {
    Bilingual text;
    std::vector<std::string> sentences;  // codes, in order: why the draft says what it says
};

// A draft with at most one sentence for each cause and place, none twice. Causes that would make it
// longer than the 500 characters of a public answer are left out, the last first. Empty only when
// the templates have no sentence for the occasion. Linear in the number of sentences.
Draft compose(const Templates& templates, const Situation& situation);

// What a draft's context tells: "[回评·公开] …" is a public answer, and `buyer` is what the text
// engine says of the buyer's words in it. No records.
Situation read_situation(std::string_view context, const text::ReviewSignals& buyer,
                         const facts::Policy& policy);

// The words with {return_days}, {repair_days} and {after_sales_days} replaced.
Bilingual fill(const Bilingual& words, const facts::Policy& policy);

}  // namespace pingli::replies
