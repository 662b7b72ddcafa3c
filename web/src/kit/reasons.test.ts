import { expect, test } from "vitest";
import { reasonsOf } from "./reasons";

test("reasoning is taken apart in both languages, and nothing of it is lost", () => {
    expect(reasonsOf("是恶意评价。依据：聊天显示：要挟；缺口：完整。须双方已评。")).toEqual([
        { says: "是恶意评价。", facts: ["聊天显示：要挟", "缺口：完整"] },
        { says: "须双方已评。", facts: [] },
    ]);
    expect(reasonsOf("It is so. Facts: gap: none; due (2026-06-26 23:59:59): kept. More.")).toEqual(
        [
            { says: "It is so.", facts: ["gap: none", "due (2026-06-26 23:59:59): kept"] },
            { says: "More.", facts: [] },
        ],
    );
    expect(reasonsOf("没有依据的话")).toEqual([{ says: "没有依据的话", facts: [] }]);
});
