import { expect, test } from "vitest";
import { countBy, mostChart, mostOf, timeChart, weekOf } from "./counted";

const review = (sku: string | null, verdict: "malicious" | "genuine", made_at: string) => ({
    sku,
    verdict,
    made_at,
    causes: ["quality", "price"],
    courier: null,
});
const REVIEWS = [
    review("coat", "genuine", "2026-05-13T10:00:00Z"),
    review("coat", "malicious", "2026-05-17T10:00:00Z"),
    review("tea", "genuine", "2026-05-18T10:00:00Z"),
    review(null, "genuine", "2026-05-18T10:00:00Z"),
];

test("reviews are counted under each of their names, the most first", () => {
    const skus = countBy(REVIEWS, ({ sku }) => [sku]);
    expect(mostOf(skus)).toEqual(["coat", 2]);
    const chart = mostChart(
        skus,
        (code) => code.toUpperCase(),
        (verdict) => verdict,
    );
    expect(chart.categories).toEqual(["COAT", "TEA"]);
    expect(chart.series[0]?.values).toEqual([1, 0]);
    expect(mostOf(countBy(REVIEWS, ({ causes }) => causes))?.[1]).toBe(4);
    expect(mostOf(new Map())).toBeNull();
});

test("a week begins on its Monday", () => {
    expect(weekOf("2026-05-17T10:00:00Z")).toBe("2026-05-11");
    expect(weekOf("2026-05-18T00:00:00Z")).toBe("2026-05-18");
    const weeks = countBy(REVIEWS, ({ made_at }) => [weekOf(made_at ?? "")]);
    expect(timeChart(weeks, (verdict) => verdict).categories).toEqual(["2026-05-11", "2026-05-18"]);
});
