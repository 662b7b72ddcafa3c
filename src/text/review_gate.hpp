// The way past a million good reviews: one scan that says whether review() could find an insult,
// personal data or a demand. "No" is certain, which a property test holds against review().

#pragma once

#include <string_view>

#include "text/engine.hpp"
#include "text/lexicon.hpp"

namespace pingli::text {

class ReviewGate {
public:
    explicit ReviewGate(const Lexicon& lexicon);
    [[nodiscard]] bool may_need_review(const Engine::Parts& parts, Scratch::Buffers& buffers,
                                       std::string_view text) const;

private:
    int insult_, insult_hint_, lever_, benefit_, hint_, wechat_, name_before_, name_after_;
};

}  // namespace pingli::text
