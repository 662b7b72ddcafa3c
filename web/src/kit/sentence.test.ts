import { expect, test } from "vitest";
import { fillSentence } from "./sentence";

test("what is known is filled in, what is not is left out", () => {
    const said = {
        zh: "三个工作日内受理（{take_up_due}），五个工作日内处理完毕（{finish_due}）。最晚 {answer_due}。",
        en: "taken up in three working days ({take_up_due}), finished in five ({finish_due}); by {answer_due}.",
    };
    expect(fillSentence(said, { take_up_due: "2026-10-10" })).toEqual({
        zh: "三个工作日内受理（2026-10-10），五个工作日内处理完毕。最晚 …。",
        en: "taken up in three working days (2026-10-10), finished in five; by ….",
    });
});
