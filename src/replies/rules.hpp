// Finds what the rules of templates/drafts.toml describe in a draft: words near each other, and
// promises of days. No policy is applied here, and nothing is explained (check.hpp).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "replies/templates.hpp"
#include "text/signals.hpp"

namespace pingli::replies {

// A draft without its blanks, and where each of its bytes stood, in code points of the original.
class Compact {
public:
    explicit Compact(std::string_view draft);
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] text::Span span(std::size_t start, std::size_t end) const;  // of bytes of text()
    // Where the sentence ends that goes on at `from`, and where the one begins that `before` ends.
    // O(log n).
    [[nodiscard]] std::size_t sentence_end(std::size_t from) const;
    [[nodiscard]] std::size_t sentence_start(std::size_t before) const;

private:
    struct End {  // of a sentence: its mark, in bytes of text_
        std::size_t start = 0;
        std::size_t end = 0;
    };
    std::string text_;
    std::vector<End> ends_;              // in order
    std::vector<std::uint32_t> places_;  // one a byte, and one for the end
};

// Every place where the words of the rule stand as it says, within one sentence. Work grows as the
// draft does, for rules of a given size.
std::vector<text::Span> find_rule(const Compact& draft, const DraftRule& rule);

struct PromisedDays {
    PolicyTerm term{};
    std::int64_t days = 0;
    text::Span span;
};
// Every number of days, weeks, months or years that stands beside the words of a term. A number is
// given to the nearest words of its sentence, those behind it first.
std::vector<PromisedDays> find_promises(const Compact& draft,
                                        const std::vector<PromiseRule>& rules);

}  // namespace pingli::replies
