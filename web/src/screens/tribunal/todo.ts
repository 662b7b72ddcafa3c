// What an officer has to do in a case, as far as its row of the queue tells. Pure.
import type { CaseRow } from "../cases/queries";

export const STAGES = ["filed", "review", "appealed", "ruled"] as const;
export type Stage = (typeof STAGES)[number];
export const isStage = (text: string | null): text is Stage => STAGES.some((one) => one === text);

export type Todo = "takeUp" | "await" | "rule" | "hear" | "none" | "elsewhere";

type Row = Pick<CaseRow, "phase"> & {
    summary: Pick<CaseRow["summary"], "perspective" | "next_clock">;
};

export function todoOf({ phase, summary }: Row): Todo {
    if (summary.perspective === "tracked") return "elsewhere";
    if (phase === "filed") return "takeUp";
    if (phase === "appealed") return "hear";
    if (phase !== "review") return "none";
    return summary.next_clock === "answer_due" ? "await" : "rule";
}

/** The first stage at which something waits. */
export function firstStage(counts: Partial<Record<Stage, number>>): Stage {
    return STAGES.find((stage) => (counts[stage] ?? 0) > 0) ?? "filed";
}
