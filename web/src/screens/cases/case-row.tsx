// A case as a queue shows it.
import { Tag } from "antd";
import type { ReactNode } from "react";
import { Due } from "../../kit/due";
import { LitHits } from "../../kit/lit-text";
import { useNames } from "../../kit/person";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import type { CaseRow as Row } from "./queries";
import { caseWords } from "./words";

const COLOURS: Record<string, string> = {
    upheld: "error",
    not_upheld: "success",
    refused: "warning",
    ruled: "purple",
    appealed: "warning",
    review: "blue",
    filed: "default",
};

/** Where a case stands, and how it ended. */
export function Stand({
    phase,
    outcome,
    instead,
}: {
    phase: string;
    outcome: string | null;
    /** Of the phase. */
    instead?: ReactNode;
}) {
    const codes = useCodes();
    return (
        <span className="row wrap">
            {instead ?? <Tag color={COLOURS[phase] ?? "default"}>{codes("phase", phase)}</Tag>}
            {outcome && outcome !== phase && (
                <Tag color={COLOURS[outcome] ?? "default"}>{codes("outcome", outcome)}</Tag>
            )}
        </span>
    );
}

export function CaseRow({ row, q, stand }: { row: Row; q: string; stand?: ReactNode }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const nameOf = useNames();
    const { summary } = row;
    const title = summary.title || codes("kind", row.kind);
    return (
        <div className="case-row">
            <span className="case-number">
                <LitHits text={row.number} query={q} />
            </span>
            <span className="case-title">
                <strong className="one-line" title={title}>
                    <LitHits text={title} query={q} />
                </strong>
                <span className="quiet small one-line">
                    {[
                        codes("kind", row.kind),
                        codes("platform", summary.platform),
                        summary.exhibits > 0 && t.exhibitCount(summary.exhibits),
                        ...summary.breaches.map((breach) => codes("breach", breach)),
                    ]
                        .filter(Boolean)
                        .join(" · ")}
                </span>
            </span>
            <span className="case-stand">
                <Stand phase={row.phase} outcome={row.outcome} instead={stand} />
                {summary.points !== 0 && <span className="small">{t.points(summary.points)}</span>}
            </span>
            <span className="case-due">
                {row.next_due_at && (
                    <>
                        <Due due={row.next_due_at} />
                        <span className="quiet small">
                            {codes("clock", summary.next_clock)}
                            {summary.provisional && ` · ${t.provisional}`}
                        </span>
                    </>
                )}
            </span>
            <span className="quiet case-officer one-line">
                {row.assigned ? nameOf(row.assigned) : ""}
            </span>
        </div>
    );
}
