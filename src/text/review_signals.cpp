#include "text/review_signals.hpp"

namespace pingli::text {

ReviewSignals review_signals(const Engine::Parts& parts, Scratch::Buffers& buffers,
                             const ReviewText& review) {
    read(parts, buffers, review.text, buffers.review);
    return {};
}

std::vector<bool> make_review_gate(const Lexicon& lexicon) {
    return std::vector<bool>(lexicon.categories.size(), true);
}

bool may_need_review(const Engine::Parts& parts, Scratch::Buffers& buffers, std::string_view text) {
    parts.folder.fold(text, buffers.folded);
    return parts.matcher.any(buffers.folded.text(), buffers.match, parts.review_gate);
}

}  // namespace pingli::text
