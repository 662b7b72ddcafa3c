import { expect, test } from "vitest";
import { casesOf, endsChart, shareChart } from "./figures";

const tally = (upheld: number, not_upheld: number, open = 0) => ({
    open,
    upheld,
    not_upheld,
    withdrawn: 0,
    otherwise_closed: 0,
    upheld_share: upheld + not_upheld === 0 ? null : upheld / (upheld + not_upheld),
});

test("ways of ending that no case had are left out", () => {
    const chart = endsChart([{ name: "A", tally: tally(2, 1, 3) }], (end) => end);
    expect(chart.series.map(({ name }) => name)).toEqual(["upheld", "not_upheld", "open"]);
    expect(casesOf(tally(2, 1, 3))).toBe(6);
});

test("the highest share stands first, what was never ruled last", () => {
    const rows = [
        { name: "none", tally: tally(0, 0, 2) },
        { name: "half", tally: tally(1, 1) },
        { name: "all", tally: tally(3, 0) },
    ];
    const chart = shareChart(rows, "upheld");
    expect(chart.categories).toEqual(["all (3)", "half (2)", "none (0)"]);
    expect(chart.series[0]?.values).toEqual([1, 0.5, null]);
});
