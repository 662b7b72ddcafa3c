// The little Chinese grammar that the detectors share: clauses, who is quoted, negation, questions,
// conditions. Works on folded text; every place is a byte of it.
//
// It is a reader of surface signs, not a parser: each function says which signs it goes by.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/offset.hpp"

namespace pingli::text {

struct Clause {
    Offset start;
    Offset end;         // without what ends it
    char32_t mark = 0;  // the punctuation behind it, 0 at the end of the text
    bool ends_sentence = false;
    [[nodiscard]] std::string_view in(std::string_view text) const { return cut(text, start, end); }
};

// Splits at , . ; : ! ? 。 、 ~ … line ends and, between Han characters, blanks; a dot within a
// number or a Latin word does not split. Empty clauses are left out.
void split_clauses(std::string_view text, std::vector<Clause>& out);

// The index of the clause that holds byte `at`, or of the one before; 0 when there is none.
std::size_t clause_at(std::span<const Clause> clauses, std::size_t at);

enum class Voice : std::uint8_t {
    Unknown,
    Seller,  // 客服说 “…”, 店家回复: …
    Self,    // 我说 …
    Other,   // 朋友说 …, 网上说 …
};

// Words that somebody is said to have said: within quotation marks, or behind 说 and its like to
// the end of the clause.
struct Speech {
    Offset start;  // the words themselves, without marks
    Offset end;
    Voice voice = Voice::Unknown;
    bool is_quoted = false;  // has quotation marks
    Offset reach{};          // the furthest end of it and all before it
};
void find_speech(std::string_view text, const std::vector<Clause>& clauses,
                 std::vector<Speech>& out);
// The first speech that holds [start, end), or null. O(log n).
const Speech* speech_around(const std::vector<Speech>& speech, std::size_t start, std::size_t end);

// Whether what begins at `at` is denied: 不 没 无 未 别 非 … within the six characters before it in
// `clause`, with nothing but adverbs between. Not: 不但, 特别, 差不多, 是不是, 没几天就….
bool is_negated(std::string_view text, const Clause& clause, std::size_t at);

// 吗 呢 ? 能不能 为什么 怎么 …
bool is_question(std::string_view text, const Clause& clause);
// 如果 要是 的话 除非 … , 不给就 …, 否则 不然 …
bool is_condition(std::string_view text, const Clause& clause);

// Counts code points of [start, end).
std::size_t letters(std::string_view text, std::size_t start, std::size_t end);

}  // namespace pingli::text
