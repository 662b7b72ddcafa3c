import { expect, test } from "vitest";
import { type ChartData, valueText } from "./chart";
import { optionOf } from "./chart-drawing";

const COLOURS = {
    text: "#111",
    quiet: "#555",
    line: "#ddd",
    ground: "#fff",
    font: "serif",
    tones: { main: "#00f", good: "#0a0", bad: "#a00", warn: "#aa0", calm: "#999", other: "#a0a" },
};
const SHARES: ChartData = {
    form: "bars",
    categories: ["A", "B"],
    isShare: true,
    series: [{ name: "upheld", tone: "good", values: [0.5, null] }],
};

test("a share is told in per cent, and nothing where there is none", () => {
    expect(valueText(SHARES, 0.5)).toBe("50%");
    expect(valueText(SHARES, null)).toBe("–");
    expect(valueText({ ...SHARES, isShare: false }, 3)).toBe("3");
});

test("tooltips stand in the picture, so that no style of the page is needed", () => {
    const option = optionOf(SHARES, COLOURS, 800);
    expect(option.tooltip).toMatchObject({ renderMode: "richText" });
    expect(option.animation).toBe(false);
});

test("bars have their names along the side, lines along the time", () => {
    expect(optionOf(SHARES, COLOURS, 800).yAxis).toMatchObject({ type: "category" });
    expect(optionOf({ ...SHARES, form: "lines" }, COLOURS, 800).xAxis).toMatchObject({
        type: "category",
    });
});
