// Day by day, why a report is due when it is: the rulebook's own period, counted from the text that
// it counts from. The count is shown only where it comes to the very moment that the finding names.
import { useQueries, useQuery } from "@tanstack/react-query";
import { client, type Schemas, unwrap } from "../../api/client";
import { useDesk } from "../../api/desk";
import { Waiting } from "../../kit/waiting";
import { CountedDays } from "../../kit/why-due";
import { useSay, useWords } from "../../words/words";
import type { Dossier, Finding } from "./queries";
import { reviewWords } from "./words";

const NO_DEADLINES: Schemas["rulebook_deadline"][] = [];

export function WhyDue({ finding, dossier }: { finding: Finding; dossier: Dossier | null }) {
    const t = useWords(reviewWords);
    const tell = useSay();
    const { shop } = useDesk();
    const { id, version } = finding.rulebook;
    const book = useQuery({
        queryKey: ["rulebook", id, version],
        staleTime: Number.POSITIVE_INFINITY,
        queryFn: () =>
            unwrap(
                client.GET("/api/v1/rulebooks/{rulebook}/{version}", {
                    params: { path: { rulebook: id, version } },
                }),
            ),
    });
    const deadlines = book.data?.deadlines ?? NO_DEADLINES;
    const questions = startsOf(finding, dossier).flatMap((from) =>
        deadlines.map((one) => ({ deadline: one, from })),
    );
    const counts = useQueries({
        queries: questions.map(({ deadline, from }) => ({
            queryKey: ["deadline", deadline.period, deadline.ends, from],
            staleTime: Number.POSITIVE_INFINITY,
            queryFn: () =>
                unwrap(
                    client.POST("/api/v1/deadlines/explain", {
                        body: {
                            from,
                            period: deadline.period,
                            zone: shop.zone,
                            ...(deadline.ends && { ends: deadline.ends }),
                        },
                    }),
                ),
        })),
    });
    const due = Date.parse(finding.due ?? "");
    const found = counts.findIndex((one) => one.data && Date.parse(one.data.due) === due);
    const counted = counts[found]?.data;
    if (counted)
        return (
            <div className="why-due">
                <p>{tell(questions[found]?.deadline.words)}</p>
                <CountedDays counted={counted} />
            </div>
        );
    if (book.isPending || counts.some((one) => one.isPending)) return <Waiting />;
    return <p className="why-due">{t.noCount}</p>;
}

/** From which moments the time may run: of the follow-up, of the review. */
function startsOf(finding: Finding, dossier: Dossier | null): string[] {
    const own = dossier?.reviews.find((one) => one.id === finding.subject.id);
    const moments = [own?.followup_at, own?.created_at, finding.made_at];
    return [...new Set(moments.filter((at): at is string => Boolean(at)))];
}
