#include "text/review_gate.hpp"

#include <algorithm>

#include "text/engine_parts.hpp"
#include "text/personal_data.hpp"

namespace pingli::text {

namespace {

constexpr std::size_t kWechatIdMin = 5;

// Five characters that a WeChat id may be made of, anywhere.
bool may_hold_id(std::string_view folded) {
    std::size_t count = 0;
    for (const char c : folded)
        count += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ? 1 : 0;
    return count >= kWechatIdMin;
}

// Whether a name may begin behind a label, over what find_full_names() passes over.
bool may_hold_name(const PersonalNames& names, std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ':' || text[at] == ' ')) ++at;
    for (const std::string_view word : {"是", "叫", "“", "\"", "【"})
        if (rest(text, at).starts_with(word)) at += word.size();
    return names.may_begin(text, at);
}

// Whether a name of three or four characters may end before a word such as 师傅.
bool may_end_name(const PersonalNames& names, std::string_view text, std::size_t end) {
    constexpr std::size_t kHan = 3;  // bytes of a Han character
    for (const std::size_t size : {3 * kHan, 4 * kHan})
        if (const auto at = back(end, size); at && names.may_begin(text, *at)) return true;
    return false;
}

}  // namespace

ReviewGate::ReviewGate(const Lexicon& lexicon)
    : insult_(lexicon.find(Category{"insult"})),
      insult_hint_(lexicon.find(Category{"gate.insult"})),
      lever_(lexicon.find(Category{"gate.lever"})),
      benefit_(lexicon.find(Category{"gate.benefit"})),
      hint_(lexicon.find(Category{"gate.hint"})),
      wechat_(lexicon.find(Category{"pii.wechat"})),
      name_before_(lexicon.find(Category{"pii.name_before"})),
      name_after_(lexicon.find(Category{"pii.name_after"})) {}

bool ReviewGate::may_need_review(const Engine::Parts& parts, Scratch::Buffers& buffers,
                                 std::string_view text) const {
    parts.folder.fold(text, buffers.folded);
    const std::string_view folded = buffers.folded.text();
    if (may_hold_numbers(folded)) return true;
    const bool has_id = may_hold_id(folded);
    bool lever = false;
    bool benefit = std::ranges::any_of(folded, [](char c) { return c >= '0' && c <= '9'; });
    bool hint = false;
    return parts.matcher.any(folded, buffers.match, [&](const Hit& hit) {
        const int category = hit.category;
        if (category == insult_ || category == insult_hint_) return true;
        if (category == name_after_) return may_end_name(parts.names, folded, hit.start);
        if (category == wechat_) return has_id;
        if (category == name_before_) return may_hold_name(parts.names, folded, hit.end);
        lever = lever || category == lever_;
        benefit = benefit || category == benefit_;
        hint = hint || category == hint_;
        return lever && (benefit || hint);
    });
}

}  // namespace pingli::text
