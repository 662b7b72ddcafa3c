#include "cases/refusal.hpp"

#include <utility>

namespace pingli::cases {

namespace {

struct Words {
    std::string_view zh;
    std::string_view en;
};

// In the order of RefusalCode.
// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by its columns
constexpr auto kWords = std::to_array<Words>({
    {"没有这个案件。", "There is no such case."},
    {"这个案件已经立案。", "The case is open already."},
    {"这类案件没有这一步。", "This kind of case has no such step."},
    {"由谁裁决决定了这一步不适用。", "The step does not apply where this side decides."},
    {"您的角色不能做这一步。", "Your role may not do this."},
    {"这不是您的案件。", "This is not your case."},
    {"案件现在不处于可以做这一步的阶段。", "The case is not at the stage for this."},
    {"事实发生时没有生效的规则。", "No rulebook was in force at the time of the facts."},
    {"这本规则缺少裁决所需的表。", "The rulebook lacks a table that this needs."},
    {"缺少必填内容。", "Something that must be filled in is missing."},
    {"内容过长。", "A text or a list is too long."},
    {"内容不符合要求。", "A field is not as it must be."},
    {"没有这一项投诉内容。", "There is no such allegation."},
    {"没有这件凭证。", "There is no such exhibit."},
    {"没有这条留言。", "There is no such message."},
    {"没有这处屏蔽。", "There is no such mask."},
    {"没有这个补救方案。", "There is no such remedy."},
    {"规则没有提出这项措施。", "The rulebook has not proposed this measure."},
    {"这个编号已经用过。", "The id is taken already."},
    {"规则里没有这个事实。", "The rulebook knows no such fact."},
    {"事实的值不对。", "The value of a fact is not one it can have."},
    {"这个事实不能由人填写。", "This fact is not for anybody to state."},
    {"说明已经提交。", "The answer is in already."},
    {"商家的说明还没有提交，说明期也还没有结束，不能作出对商家不利的裁定。",
     "No ruling against the shop before its answer is in or its time to answer has passed."},
    {"还有证据没有采信，请先逐件采信。",
     "There are exhibits that have not been weighed; weigh each first."},
    {"评定互相矛盾：同一件事既被证实又被否定。",
     "The weighing contradicts itself: the same thing is confirmed and contradicted."},
    {"事实不全，还不能判断。", "Facts are missing; it cannot be told yet."},
    {"规则得出不同的结论；有特殊情形的，须写明理由。",
     "The rulebook comes to another result; a special circumstance must be recorded with its "
     "reason."},
    {"申诉须由没有参与过原裁定的人处理。", "Another officer, who took no part before, must rule."},
    {"申诉期已过。", "The time to appeal has passed."},
    {"只有投诉人自己可以撤诉。", "Only the claimant can withdraw the claim."},
    {"须写明出处。", "The source must be named."},
    {"没有期限到期。", "No clock has run out."},
    {"还没有人申请解封。", "Nobody has asked to unseal it."},
    {"须由另一个人确认。", "A second person must confirm it."},
    {"须先有成立的裁定。", "It needs a ruling that upholds the report."},
    {"标出的位置不在原文之内或互相重叠。", "The places lie outside the text or overlap."},
    {"低于依法依规应得的。", "It is below what is owed."},
    {"须写明理由。", "A reason must be recorded."},
    {"须先经主管批准。", "A supervisor must approve it first."},
    {"须先征得顾客同意。", "The customer must agree first."},
    {"只有接手的人可以接受转交。", "Only the one it was handed to can accept it."},
    {"它就是骚扰投诉，没有别的途径。", "It is a claim of harassment; there is no other path."},
    {"这个期限没有在计时。", "This clock is not running."},
    {"这个期限没有暂停。", "This clock is not paused."},
});
// NOLINTEND(modernize-use-designated-initializers)
static_assert(kWords.size() == kNamesOf<RefusalCode>.size());

}  // namespace

Refusal refuse(RefusalCode code, std::vector<std::string> what, std::optional<Instant> due) {
    const Words& words = kWords.at(static_cast<std::size_t>(code));
    return {.code = code,
            .words = {.zh = std::string{words.zh}, .en = std::string{words.en}},
            .what = std::move(what),
            .due = due,
            .moves = {}};
}

}  // namespace pingli::cases
