// What is new: reviews by verdict, claims, rulings, and how many cases stand where. Each number is a
// link to the rows that were counted.
import { Tag } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk } from "../../api/desk";
import { Loaded } from "../../kit/page";
import { useTimes } from "../../kit/time";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { type CaseRow, useLatest, useReportable, useToday } from "./queries";
import { todayWords } from "./words";

const VERDICTS = ["malicious", "unclear", "genuine"];

export function News({ hasReviews }: { hasReviews: boolean }) {
    const t = useWords(todayWords);
    const { data } = useToday();
    return (
        <>
            {hasReviews && <NewReviews />}
            <Latest
                title={t.claims}
                none={t.claimsNone}
                counted={data?.claims_in_7_days}
                momentOf={(row) => row.opened_at}
            />
            <Latest
                title={t.rulings}
                none={t.rulingsNone}
                counted={data?.ruled_in_7_days}
                momentOf={(row) => row.updated_at}
            />
            <Phases />
        </>
    );
}

function Panel({ title, children }: { title: ReactNode; children: ReactNode }) {
    return (
        <section className="panel">
            <h2>{title}</h2>
            {children}
        </section>
    );
}

function NewReviews() {
    const t = useWords(todayWords);
    const say = useCodes();
    const { shop } = useDesk();
    const asked = useReportable("new", true);
    const reviews = `/s/${shop.id}/reviews`;
    return (
        <Panel title={t.reviews}>
            <Loaded asked={asked}>
                {({ counts }) => {
                    const fresh = counts.filter((one) => one.state === "new");
                    const sum = (verdict?: string) =>
                        fresh
                            .filter((one) => !verdict || one.verdict === verdict)
                            .reduce((all, one) => all + one.count, 0);
                    if (sum() === 0) return <p className="quiet">{t.reviewsNone}</p>;
                    return (
                        <ul className="tallies">
                            <Tally to={reviews} name={t.allNew} count={sum()} />
                            {VERDICTS.map((verdict) => (
                                <Tally
                                    key={verdict}
                                    to={`${reviews}?verdict=${verdict}`}
                                    name={say("verdict", verdict)}
                                    count={sum(verdict)}
                                />
                            ))}
                        </ul>
                    );
                }}
            </Loaded>
        </Panel>
    );
}

function Tally({ to, name, count }: { to: string; name: string; count: number | string }) {
    return (
        <li>
            <Link to={to}>
                <span>{name}</span>
                <strong>{count}</strong>
            </Link>
        </li>
    );
}

interface LatestProps {
    title: string;
    none: string;
    counted: Schemas["counted_rows"] | undefined;
    momentOf: (row: CaseRow) => string;
}

function Latest({ title, none, counted, momentOf }: LatestProps) {
    const say = useCodes();
    const times = useTimes();
    const { shop } = useDesk();
    const asked = useLatest(counted?.query);
    return (
        <Panel
            title={
                counted && counted.count > 0 ? (
                    <Link to={`/s/${shop.id}/${counted.query}`}>
                        {title} <strong>{counted.count}</strong>
                    </Link>
                ) : (
                    title
                )
            }
        >
            <Loaded asked={asked}>
                {({ cases: rows }) => {
                    if (rows.length === 0) return <p className="quiet">{none}</p>;
                    return (
                        <ul className="latest">
                            {rows.map((row) => (
                                <li key={row.case_id}>
                                    <Link
                                        to={`/s/${shop.id}/cases/${row.case_id}`}
                                        className="one-line"
                                        title={titleOf(row)}
                                    >
                                        {titleOf(row)}
                                    </Link>
                                    {row.outcome ? (
                                        <Tag>{say("outcome", row.outcome)}</Tag>
                                    ) : (
                                        <Tag>{say("phase", row.phase)}</Tag>
                                    )}
                                    <span className="quiet small">{times.day(momentOf(row))}</span>
                                </li>
                            ))}
                        </ul>
                    );
                }}
            </Loaded>
        </Panel>
    );
}

/** The title that the queue keeps beside a case; its number where there is none. */
function titleOf(row: CaseRow): string {
    const { title } = row.summary as { title?: unknown };
    return typeof title === "string" && title ? title : row.number;
}

function Phases() {
    const t = useWords(todayWords);
    const say = useCodes();
    const { shop } = useDesk();
    const asked = useToday();
    return (
        <Panel title={t.cases}>
            <Loaded asked={asked}>
                {({ phases }) =>
                    phases.length === 0 ? (
                        <p className="quiet">{t.casesNone}</p>
                    ) : (
                        <ul className="tallies">
                            {phases.map(({ phase, count, query }) => (
                                <Tally
                                    key={phase}
                                    to={`/s/${shop.id}/${query}`}
                                    name={say("phase", phase)}
                                    count={count}
                                />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </Panel>
    );
}
