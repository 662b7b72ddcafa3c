import { expect, test } from "vitest";
import { firstStage, todoOf } from "./todo";

const row = (phase: string, next_clock = "", perspective: "decided" | "tracked" = "decided") => ({
    phase,
    summary: { perspective, next_clock },
});

test("a row tells what is to be done", () => {
    expect(todoOf(row("filed", "answer_due"))).toBe("takeUp");
    expect(todoOf(row("review", "answer_due"))).toBe("await");
    expect(todoOf(row("review", "finish_due"))).toBe("rule");
    expect(todoOf(row("appealed"))).toBe("hear");
    expect(todoOf(row("ruled", "appeal_due"))).toBe("none");
    expect(todoOf(row("review", "finish_due", "tracked"))).toBe("elsewhere");
});

test("one begins where something waits", () => {
    expect(firstStage({})).toBe("filed");
    expect(firstStage({ filed: 0, appealed: 2, ruled: 9 })).toBe("appealed");
});
