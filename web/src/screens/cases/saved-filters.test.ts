import { expect, test } from "vitest";
import { parseSaved, withFilter } from "./saved-filters";

test("a filter of the same name takes the place of the one before", () => {
    const first = withFilter([], { name: "我的", query: "kind=complaint" });
    expect(withFilter(first, { name: " 我的 ", query: "phase=filed" })).toEqual([
        { name: "我的", query: "phase=filed" },
    ]);
});

test("a filter without a name is not kept, and there is an end to them", () => {
    expect(withFilter([], { name: "  ", query: "x" })).toEqual([]);
    let all = parseSaved("[]");
    for (let at = 0; at < 30; at++) all = withFilter(all, { name: `f${at}`, query: "" });
    expect(all.length).toBe(20);
});

test("what the browser kept wrongly is left out", () => {
    expect(parseSaved("no json")).toEqual([]);
    expect(parseSaved('[{"name":"a","query":"b"},{"name":1},null]')).toEqual([
        { name: "a", query: "b" },
    ]);
});
