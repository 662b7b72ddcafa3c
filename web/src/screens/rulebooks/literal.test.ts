import { expect, test } from "vitest";
import { cellWords, givenOf, givenValue, type Terms, valueWords, witnessOf } from "./literal";

const RATING = {
    name: "rating",
    type: "text",
    values: [
        { value: "bad", words: { zh: "差评", en: "bad" } },
        { value: "good", words: { zh: "好评", en: "good" } },
    ],
};
const KEPT = { name: "kept", type: "boolean", values: [] };
const FACTS = [RATING, KEPT, { name: "paid", type: "money", values: [] }];
const TERMS: Terms = {
    yes: "是",
    no: "否",
    not: (values) => `不是 ${values}`,
    anyValue: "不限",
    say: (words) => words.zh,
};

test("literals become what the server takes", () => {
    expect(givenValue("text", '"say \\"no\\""')).toBe('say "no"');
    expect(givenValue("boolean", "true")).toBe(true);
    expect(givenValue("whole", "-3")).toBe(-3);
    expect(givenValue("money", "12.50 CNY")).toEqual({ amount: "12.50", currency: "CNY" });
    expect(givenValue("moment", "2026-05-01T10:00:00+08:00")).toBe("2026-05-01T10:00");
    expect(givenValue("moment", "2026-05-31T23:59:59+08:00")).toBe("2026-05-31T23:59:59");
    expect(givenOf(FACTS, { rating: '"bad"', unheard: "1" })).toEqual({ rating: "bad" });
});

test("the case of a finding can be tried", () => {
    expect(witnessOf(FACTS, 'no row for rating = "bad", kept = false')).toEqual({
        rating: "bad",
        kept: false,
    });
    expect(witnessOf(FACTS, "row 3 never fires")).toBeNull();
});

test("cells are told in words", () => {
    expect(cellWords("-", RATING, TERMS)).toBe("不限");
    expect(cellWords('"bad", "good"', RATING, TERMS)).toBe("差评, 好评");
    expect(cellWords('not("good")', RATING, TERMS)).toBe("不是 好评");
    expect(cellWords("true", KEPT, TERMS)).toBe("是");
    expect(cellWords(">= 3", { name: "n", type: "whole", values: [] }, TERMS)).toBe(">= 3");
});

test("values are told in words", () => {
    expect(valueWords(["bad", "other"], RATING, TERMS)).toBe("差评 · other");
    expect(valueWords({ amount: "1.00", currency: "CNY" }, undefined, TERMS)).toBe("1.00 CNY");
});
