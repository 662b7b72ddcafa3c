// What bad reviews complain of: causes, products, couriers, agents, weeks, counted over all reviews.
import { Select, Typography } from "antd";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { timeNow } from "../../api/clock";
import { useDesk, useMay } from "../../api/desk";
import { Chart } from "../../kit/chart";
import { Loaded, Nothing } from "../../kit/page";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { causesOf, countChart, type Group, mostOf } from "./counted";
import { type CauseBy, type CauseCounts, useCauses } from "./queries";
import { insightWords } from "./words";

const GROUPINGS: CauseBy[] = ["cause", "week", "sku", "courier", "agent"];
const RANGES = [0, 30, 90, 365] as const;
const DAY_MS = 24 * 3_600_000;
const CAUSES_SHOWN = 3;

/** The first moment of a day so many days ago, so that the same question is asked all day long. */
const daysAgo = (days: number) =>
    new Date(Math.floor(timeNow() / DAY_MS) * DAY_MS - days * DAY_MS).toISOString();

export function Causes() {
    const t = useWords(insightWords);
    const [days, setDays] = useState<number>(0);
    const from = useMemo(() => (days ? daysAgo(days) : undefined), [days]);
    return (
        <section className="stack">
            <div className="row wrap">
                <Typography.Title level={2}>{t.causes}</Typography.Title>
                <Select
                    size="small"
                    aria-label={t.range}
                    value={days}
                    onChange={setDays}
                    options={RANGES.map((one) => ({
                        value: one,
                        label: one ? t.lastDays(one) : t.allTime,
                    }))}
                />
                <span className="quiet">{t.causesLead}</span>
            </div>
            <Charts from={from} />
        </section>
    );
}

function Charts({ from }: { from: string | undefined }) {
    const t = useWords(insightWords);
    const { shop } = useDesk();
    const may = useMay();
    const mayImport = may("import");
    const readsPeople = may("read_personal");
    const causes = useCauses("cause", from);
    return (
        <Loaded asked={causes}>
            {({ total }) =>
                total === 0 ? (
                    <Nothing
                        title={from ? t.noneInRange : t.noCauses}
                        hint={t.noCausesHint}
                        action={mayImport && <Link to={`/s/${shop.id}/import`}>{t.toImport}</Link>}
                    />
                ) : (
                    <div className="charts is-wide">
                        {GROUPINGS.filter((by) => by !== "agent" || readsPeople).map((by) => (
                            <One key={by} by={by} from={from} />
                        ))}
                    </div>
                )
            }
        </Loaded>
    );
}

function One({ by, from }: { by: CauseBy; from: string | undefined }) {
    const t = useWords(insightWords);
    const say = useCodes();
    const asked = useCauses(by, from);
    const titles = {
        cause: [t.byCause, t.cause],
        week: [t.byWeek, t.week],
        sku: [t.bySku, t.sku],
        courier: [t.byCourier, t.courier],
        agent: [t.byAgent, t.agent],
    } as const;
    const [title, first] = titles[by];
    return (
        <section className="panel">
            <Loaded asked={asked}>
                {(counts) => {
                    const nameOf = (code: string) => (by === "cause" ? say("cause", code) : code);
                    const most = mostOf(counts.groups);
                    if (!most)
                        return (
                            <>
                                <h3>{title}</h3>
                                <p className="quiet">{by === "agent" ? t.noAgents : t.noNames}</p>
                            </>
                        );
                    return (
                        <>
                            <Chart
                                title={title}
                                says={(by === "week" ? t.weekSays : t.topSays)(
                                    nameOf(most.name),
                                    most.count,
                                )}
                                first={first}
                                data={countChart(counts, nameOf, (verdict) => t[verdict])}
                            />
                            <Behind counts={counts} nameOf={nameOf} />
                        </>
                    );
                }}
            </Loaded>
        </section>
    );
}

/** Each number, with what is complained of there, leads to the reviews behind it. */
function Behind({ counts, nameOf }: { counts: CauseCounts; nameOf: (code: string) => string }) {
    const t = useWords(insightWords);
    const say = useCodes();
    const { shop } = useDesk();
    const groups = counts.by === "week" ? counts.groups.slice(-CAUSES_SHOWN) : counts.groups;
    const told = (group: Group) =>
        counts.by === "cause"
            ? ""
            : causesOf(group)
                  .slice(0, CAUSES_SHOWN)
                  .map(({ cause, count }) => `${say("cause", cause)} ${count}`)
                  .join(" · ");
    return (
        <>
            <ul className="behind">
                {groups.map((group) => (
                    <li key={group.name}>
                        <Link to={`/s/${shop.id}/${group.query}`}>
                            {nameOf(group.name)} <strong>{group.count}</strong>
                        </Link>{" "}
                        <span className="quiet small">{told(group)}</span>
                    </li>
                ))}
            </ul>
            {counts.by !== "cause" && counts.counted < counts.total && (
                <p className="quiet small">{t.countedOf(counts.counted, counts.total)}</p>
            )}
        </>
    );
}
