// Lines that were left out, and why: however many there are.
import { useMemo } from "react";
import { Loaded } from "../../kit/page";
import { RowList } from "../../kit/row-list";
import { useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import { type ImportProblem, useProblems } from "./queries";
import { importWords } from "./words";

const ROW_HEIGHT = 52;

export function Refused({ id, total }: { id: string; total: number }) {
    const t = useWords(importWords);
    const asked = useProblems(id, true);
    const rows = useMemo(
        () =>
            (asked.data?.pages ?? [])
                .flatMap((page) => page.problems)
                .map((problem, at) => ({ problem, at })),
        [asked.data],
    );
    return (
        <section className="panel import-refused" aria-label={t.refused}>
            <h2>
                {t.refused} <span className="quiet">{total}</span>
            </h2>
            <p className="quiet small">{t.refusedHint}</p>
            <Loaded asked={asked}>
                {() => (
                    <RowList
                        rows={rows}
                        keyOf={({ at }) => String(at)}
                        render={({ problem }) => <Refusal problem={problem} />}
                        label={t.refused}
                        rowHeight={ROW_HEIGHT}
                        hasMore={asked.hasNextPage}
                        isReading={asked.isFetchingNextPage}
                        readMore={asked.fetchNextPage}
                    />
                )}
            </Loaded>
        </section>
    );
}

export function Refusal({ problem }: { problem: ImportProblem }) {
    const t = useWords(importWords);
    const say = useCodes();
    const inWords = useSay();
    const { file, line, field, found, expected } = problem;
    return (
        <div className="import-refusal">
            <div className="one-line" title={file}>
                <strong>{file}</strong> {line !== null && <span>{t.line(line)}</span>}{" "}
                {field && <code>{say("column", field)}</code>}
            </div>
            <div className="quiet small">
                {[found && t.found(found), t.expected(inWords(expected))]
                    .filter(Boolean)
                    .join(" · ")}
            </div>
        </div>
    );
}
