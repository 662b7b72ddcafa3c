// The server's counts of reviews as a chart shows them. Pure.
import type { ChartData, Tone } from "../../kit/chart";
import type { CauseCounts } from "./queries";

export const VERDICTS = ["malicious", "genuine", "unclear"] as const;
type Verdict = (typeof VERDICTS)[number];
const TONES: Record<Verdict, Tone> = { malicious: "bad", genuine: "main", unclear: "calm" };

export type Group = CauseCounts["groups"][number];

/** By verdict; a chart of weeks goes along the time. */
export function countChart(
    { by, groups }: Pick<CauseCounts, "by" | "groups">,
    nameOf: (code: string) => string,
    verdictName: (verdict: Verdict) => string,
): ChartData {
    const isTime = by === "week";
    return {
        form: isTime ? "lines" : "bars",
        ...(!isTime && { isStacked: true }),
        categories: groups.map(({ name }) => nameOf(name)),
        series: VERDICTS.map((verdict) => ({
            name: verdictName(verdict),
            tone: TONES[verdict],
            values: groups.map((one) => one[verdict]),
        })),
    };
}

/** Of which there are the most. */
export const mostOf = (groups: Group[]) =>
    groups.reduce<Group | null>(
        (best, one) => (best && best.count >= one.count ? best : one),
        null,
    );

/** The causes of a group, the most frequent first. */
export const causesOf = ({ causes }: Pick<Group, "causes">) =>
    [...causes].sort((a, b) => b.count - a.count);
