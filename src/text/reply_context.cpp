#include "text/reply_context.hpp"

#include <algorithm>
#include <array>

#include "text/word_list.hpp"

namespace pingli::text {

namespace {

constexpr auto kPublic = std::to_array<std::string_view>({"公开", "回评"});
constexpr auto kColon = std::to_array<std::string_view>({":", "："});
constexpr auto kQuoted = std::to_array<std::string_view>({"“", "\"", ":", "说"});
constexpr auto kAsking =
    std::to_array<std::string_view>({"吗", "何时", "多久", "怎么", "谁出", "?"});
constexpr std::int64_t kLowStarsMax = 300;  // hundredths of a star

bool has_low_stars(const TurnView& context) {
    return std::ranges::any_of(context.reading->numbers, [](const Number& n) {
        return n.unit == Unit::Star && n.hundredths <= kLowStarsMax;
    });
}

bool names_fault(const TurnView& context) {
    return context.marks.any(Mark::Problem, Mark::Defect, Mark::Wrong, Mark::Missing, Mark::Late,
                             Mark::Spoilt, Mark::Fit);
}

}  // namespace

ReplyContext read_context(const TurnView& context) {
    ReplyContext out;
    const std::string_view text = context.text();
    const std::string_view head = up_to(text, text.find(']'));
    out.is_public = contains_any(head, kPublic);
    out.names_review = context.marks.any(Mark::ReviewWord, Mark::ReviewBad);
    out.is_undue = context.marks.has(Mark::Undue);
    const bool is_low = has_low_stars(context);
    // 买家给了两星 alone tells nothing; a review that is quoted does.
    const bool is_quoted = contains_any(text, kQuoted);
    const bool is_taste = context.marks.has(Mark::ContextTaste);
    const bool has_fault = names_fault(context);
    out.is_question = context.marks.has(Mark::ContextQuestion) || contains_any(text, kAsking);
    if (out.is_undue) return out;
    // 买家：相框玻璃碎 tells; what is told and no wish or praise is a problem, whatever the words.
    const bool tells = contains_any(text, kColon) && !out.is_question && !is_taste &&
                       !context.marks.any(Mark::Request, Mark::Closed, Mark::ReviewBad);
    const bool asks_only = out.is_question && !is_low && !context.marks.has(Mark::Urging);
    out.is_fault = (has_fault || tells) && !asks_only;
    if (is_low && !is_taste && is_quoted) out.is_fault = true;
    if (is_taste && !context.marks.any(Mark::Defect, Mark::Missing, Mark::Late, Mark::Spoilt))
        out.is_fault = has_fault && !is_taste;
    out.is_outstanding = out.is_fault || (is_low && is_quoted) || context.marks.has(Mark::Request);
    if (context.marks.has(Mark::Closed) && !is_low && !out.is_fault) out.is_outstanding = false;
    if (asks_only) out.is_outstanding = false;
    return out;
}

}  // namespace pingli::text
