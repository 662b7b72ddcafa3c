// From the server's counts to what a chart shows. Pure.
import type { Schemas } from "../../api/client";
import type { ChartData, Series } from "../../kit/chart";

export type Statistics = Schemas["statistics"];
type Tally = Omit<Statistics["by_kind"][number], "kind">;

export const ENDS = ["upheld", "not_upheld", "withdrawn", "otherwise_closed", "open"] as const;
const TONES = {
    upheld: "good",
    not_upheld: "bad",
    withdrawn: "warn",
    otherwise_closed: "other",
    open: "calm",
} as const;

export const casesOf = (tally: Tally) => ENDS.reduce((sum, end) => sum + tally[end], 0);
export const ruledOf = (tally: Tally) => tally.upheld + tally.not_upheld;

/** Categories by how their cases ended; ways of ending that none had are left out. */
export function endsChart(
    rows: { name: string; tally: Tally }[],
    nameOf: (end: (typeof ENDS)[number]) => string,
): ChartData {
    const series: Series[] = ENDS.map((end) => ({
        name: nameOf(end),
        tone: TONES[end],
        values: rows.map(({ tally }) => tally[end]),
    }));
    return {
        form: "bars",
        isStacked: true,
        categories: rows.map(({ name }) => name),
        series: series.filter(({ values }) => values.some((value) => value !== 0)),
    };
}

/** The highest share first; what was never ruled has none and stands last. */
export const byShare = <Row extends { tally: Tally }>(rows: Row[]) =>
    [...rows].sort((a, b) => (b.tally.upheld_share ?? -1) - (a.tally.upheld_share ?? -1));

/** The share that was upheld, and of how many. */
export function shareChart(rows: { name: string; tally: Tally }[], name: string): ChartData {
    const sorted = byShare(rows);
    return {
        form: "bars",
        isShare: true,
        categories: sorted.map(({ name, tally }) => `${name} (${ruledOf(tally)})`),
        series: [{ name, tone: "good", values: sorted.map(({ tally }) => tally.upheld_share) }],
    };
}

export function clocksChart(
    clocks: { name: string; kept: number; missed: number }[],
    names: { kept: string; missed: string },
): ChartData {
    return {
        form: "bars",
        isStacked: true,
        categories: clocks.map(({ name }) => name),
        series: [
            { name: names.kept, tone: "good", values: clocks.map(({ kept }) => kept) },
            { name: names.missed, tone: "bad", values: clocks.map(({ missed }) => missed) },
        ],
    };
}

export const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);
