import { expect, test } from "vitest";
import { causesOf, countChart, type Group, mostOf } from "./counted";

const group = (name: string, genuine: number, malicious: number): Group => ({
    name,
    count: genuine + malicious,
    genuine,
    malicious,
    unclear: 0,
    causes: [
        { cause: "price", count: 1 },
        { cause: "quality", count: genuine },
    ],
    query: `reviews?sku=${name}`,
});
const GROUPS = [group("coat", 2, 1), group("tea", 2, 0)];
const same = (code: string) => code;

test("groups become bars by verdict, weeks a line along the time", () => {
    const bars = countChart({ by: "sku", groups: GROUPS }, (code) => code.toUpperCase(), same);
    expect(bars.categories).toEqual(["COAT", "TEA"]);
    expect(bars.series[0]?.values).toEqual([1, 0]);
    expect(bars.isStacked).toBe(true);
    expect(countChart({ by: "week", groups: GROUPS }, same, same).form).toBe("lines");
});

test("the most frequent comes first", () => {
    expect(mostOf(GROUPS)?.name).toBe("coat");
    expect(mostOf([])).toBeNull();
    expect(causesOf(group("coat", 2, 0)).map(({ cause }) => cause)).toEqual(["quality", "price"]);
});
