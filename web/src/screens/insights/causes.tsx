// What bad reviews complain of: causes, products, couriers, weeks.
import { Typography } from "antd";
import { useMemo } from "react";
import { Link } from "react-router";
import { Chart, type ChartData } from "../../kit/chart";
import { Loaded, Nothing } from "../../kit/page";
import { useDesk } from "../../shell/desk";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { type Counts, countBy, mostChart, mostOf, timeChart, weekOf } from "./counted";
import { type CountedReviews, useCountedReviews } from "./queries";
import { insightWords } from "./words";

interface OneProps {
    counts: Counts;
    data: ChartData;
    title: string;
    first: string;
    says: (top: string, count: number) => string;
    nameOf?: (code: string) => string;
}

function One({ counts, data, title, first, says, nameOf = (code) => code }: OneProps) {
    const most = mostOf(counts);
    if (!most) return null;
    return (
        <section className="panel">
            <Chart title={title} says={says(nameOf(most[0]), most[1])} first={first} data={data} />
        </section>
    );
}

function Counted({ all }: { all: CountedReviews }) {
    const t = useWords(insightWords);
    const say = useCodes();
    const charts = useMemo(() => {
        const { reviews } = all;
        const verdictName = (verdict: "malicious" | "genuine" | "unclear") => t[verdict];
        const same = (code: string) => code;
        const cause = (code: string) => say("cause", code);
        const causes = countBy(reviews, (one) => one.causes);
        const skus = countBy(reviews, (one) => [one.sku]);
        const couriers = countBy(reviews, (one) => [one.courier]);
        const weeks = countBy(reviews, (one) => [one.made_at && weekOf(one.made_at)]);
        return {
            causes: { counts: causes, data: mostChart(causes, cause, verdictName), nameOf: cause },
            skus: { counts: skus, data: mostChart(skus, same, verdictName) },
            couriers: { counts: couriers, data: mostChart(couriers, same, verdictName) },
            weeks: { counts: weeks, data: timeChart(weeks, verdictName) },
        };
    }, [all, t, say]);
    return (
        <>
            {all.isCut && <p className="quiet">{t.truncated(all.reviews.length)}</p>}
            <div className="charts">
                <One {...charts.causes} title={t.byCause} first={t.cause} says={t.byCauseSays} />
                <One {...charts.weeks} title={t.byWeek} first={t.week} says={t.monthSays} />
                <One {...charts.skus} title={t.bySku} first={t.sku} says={t.topSays} />
                <One {...charts.couriers} title={t.byCourier} first={t.courier} says={t.topSays} />
            </div>
        </>
    );
}

export function Causes() {
    const t = useWords(insightWords);
    const { shop } = useDesk();
    const reviews = useCountedReviews();
    return (
        <section className="stack">
            <div>
                <Typography.Title level={2}>{t.causes}</Typography.Title>
                <span className="quiet">{t.causesLead}</span>
            </div>
            <Loaded asked={reviews}>
                {(all) =>
                    all.reviews.length === 0 ? (
                        <Nothing
                            title={t.noCauses}
                            hint={t.noCausesHint}
                            action={<Link to={`/s/${shop.id}/import`}>{t.toImport}</Link>}
                        />
                    ) : (
                        <Counted all={all} />
                    )
                }
            </Loaded>
        </section>
    );
}
