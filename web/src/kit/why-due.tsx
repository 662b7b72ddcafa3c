// Why a deadline falls when it does: each day from its start, whether it counts, and by which notice.

import { useQuery } from "@tanstack/react-query";
import { Skeleton, Tag } from "antd";
import type { ReactNode } from "react";
import { client, type Schemas, unwrap } from "../api/client";
import { useDesk } from "../api/desk";
import { useSay, useWords } from "../words/words";
import { ProblemNote } from "./problem-note";
import { fillSentence } from "./sentence";
import { useTimes } from "./time";
import { kitWords } from "./words";

type Counted = Schemas["counted_deadline"];
type Question = Schemas["deadline_question"];

/** Why a clock of a case ends when it does. */
export function WhyClock({ caseId, clock }: { caseId: string; clock: string }) {
    const { shop } = useDesk();
    const tell = useSay();
    const times = useTimes();
    const asked = useQuery({
        queryKey: ["case", shop.id, caseId, "clock", clock],
        queryFn: () =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/cases/{case}/clocks/{clock}", {
                    params: { path: { shop: shop.id, case: caseId, clock } },
                }),
            ),
    });
    return (
        <Frame asked={asked}>
            {(why) => (
                <>
                    <p>
                        <strong>{tell(why.words)}</strong>
                        <br />
                        {tell(
                            fillSentence(why.clause.sentence, { [clock]: times.moment(why.due) }),
                        )}
                    </p>
                    <CountedDays counted={why.counted} />
                </>
            )}
        </Frame>
    );
}

/** Why a period ends when it does. */
export function WhyPeriod({ question, lead }: { question: Question; lead?: ReactNode }) {
    const asked = usePeriod(question);
    return (
        <Frame asked={asked}>
            {(counted) => (
                <>
                    {lead}
                    <CountedDays counted={counted} />
                </>
            )}
        </Frame>
    );
}

export function usePeriod(question: Question | null) {
    return useQuery({
        queryKey: ["deadline", question],
        enabled: question !== null,
        staleTime: Number.POSITIVE_INFINITY,
        queryFn: () =>
            unwrap(
                client.POST("/api/v1/deadlines/explain", {
                    body: question ?? { from: "", period: "" },
                }),
            ),
    });
}

interface Asked<T> {
    data: T | undefined;
    error: unknown;
}

function Frame<T>({ asked, children }: { asked: Asked<T>; children: (data: T) => ReactNode }) {
    if (asked.error) return <ProblemNote error={asked.error} />;
    return (
        <div className="why-due">
            {asked.data === undefined ? (
                <Skeleton active title={false} paragraph={{ rows: 4 }} />
            ) : (
                children(asked.data)
            )}
        </div>
    );
}

export function CountedDays({ counted }: { counted: Counted }) {
    const t = useWords(kitWords);
    const tell = useSay();
    const times = useTimes();
    return (
        <>
            <p className="quiet small">
                {t.countedFrom(times.moment(counted.from))} ·{" "}
                {t.countedTo(times.moment(counted.due))}
                {counted.provisional && (
                    <>
                        {" "}
                        <Tag color="warning">{t.provisional}</Tag>
                    </>
                )}
            </p>
            <section className="why-days" aria-label={t.why} tabIndex={0}>
                <table>
                    <tbody>
                        {counted.counted.map((day) => (
                            <tr key={day.date} className={day.counted ? "" : "quiet"}>
                                <td>{day.counted ? day.number : ""}</td>
                                <th scope="row">{day.date}</th>
                                <td>
                                    {tell(day.why)}
                                    {day.notice && <span className="quiet"> {day.notice}</span>}
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </section>
            {counted.assumed.map((one) => (
                <p key={one.zh} className="quiet small">
                    {tell(one)}
                </p>
            ))}
        </>
    );
}
