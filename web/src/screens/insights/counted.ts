// Reviews counted by what they have in common. Pure.
import type { ChartData, Tone } from "../../kit/chart";
import type { CountedReview } from "./queries";

export const VERDICTS = ["malicious", "genuine", "unclear"] as const;
type Verdict = (typeof VERDICTS)[number];
const TONES: Record<Verdict, Tone> = { malicious: "bad", genuine: "main", unclear: "calm" };

/** So many lines a chart has at most; what has fewer reviews is left out. */
const LINES_MAX = 10;

export type Counts = Map<string, Record<Verdict, number>>;

/** By each of the names that a review has under it. */
export function countBy(
    reviews: CountedReview[],
    namesOf: (review: CountedReview) => (string | null)[],
): Counts {
    const counts: Counts = new Map();
    for (const review of reviews)
        for (const name of new Set(namesOf(review))) {
            if (!name) continue;
            const one = counts.get(name) ?? { malicious: 0, genuine: 0, unclear: 0 };
            one[review.verdict] += 1;
            counts.set(name, one);
        }
    return counts;
}

export const totalOf = (count: Record<Verdict, number>) =>
    count.malicious + count.genuine + count.unclear;

/** The day of the week's Monday: "2026-05-11". */
export function weekOf(iso: string): string {
    const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
    return day.toISOString().slice(0, 10);
}

const seriesOf = (counts: Record<Verdict, number>[], nameOf: (verdict: Verdict) => string) =>
    VERDICTS.map((verdict) => ({
        name: nameOf(verdict),
        tone: TONES[verdict],
        values: counts.map((one) => one[verdict]),
    }));

/** The most first. */
export function mostChart(
    counts: Counts,
    nameOf: (code: string) => string,
    verdictName: (verdict: Verdict) => string,
): ChartData {
    const rows = [...counts].sort(([, a], [, b]) => totalOf(b) - totalOf(a)).slice(0, LINES_MAX);
    return {
        form: "bars",
        isStacked: true,
        categories: rows.map(([code]) => nameOf(code)),
        series: seriesOf(
            rows.map(([, count]) => count),
            verdictName,
        ),
    };
}

/** Along the time. */
export function timeChart(counts: Counts, verdictName: (verdict: Verdict) => string): ChartData {
    const rows = [...counts].sort(([a], [b]) => a.localeCompare(b));
    return {
        form: "lines",
        categories: rows.map(([week]) => week),
        series: seriesOf(
            rows.map(([, count]) => count),
            verdictName,
        ),
    };
}

/** Of which there are the most, and how many. */
export function mostOf(counts: Counts): [string, number] | null {
    let best: [string, number] | null = null;
    for (const [name, count] of counts)
        if (!best || totalOf(count) > best[1]) best = [name, totalOf(count)];
    return best;
}
