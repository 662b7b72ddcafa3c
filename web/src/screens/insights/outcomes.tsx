// How cases ended, what proved, which deadlines were kept.
import { useMemo } from "react";
import { Chart, shareText } from "../../kit/chart";
import { Loaded, Nothing } from "../../kit/page";
import { codeName, useCodes } from "../../terms/codes";
import { useValueNames } from "../../terms/value-names";
import { useLanguage, useWords } from "../../words/words";
import {
    byShare,
    casesOf,
    clocksChart,
    endsChart,
    type Statistics,
    shareChart,
    sum,
} from "./figures";
import { useStatistics } from "./queries";
import { insightWords } from "./words";

const BOOKS = ["harassment", "malicious-review", "complaint-remedy"];

/** Grounds and evidence: some are codes of cases, others what a rulebook names. */
function useNames() {
    const { language } = useLanguage();
    const valueName = useValueNames(BOOKS);
    return useMemo(() => {
        const nameOf = (kind: "ground" | "exhibit", code: string) => {
            const plain = code.replaceAll("_", " ");
            const known = codeName(kind, code, language);
            const name = known === plain ? valueName(code) || plain : known;
            return name.charAt(0).toUpperCase() + name.slice(1);
        };
        return {
            ground: (code: string) => nameOf("ground", code),
            exhibit: (code: string) => nameOf("exhibit", code),
        };
    }, [language, valueName]);
}

function Figures({ all }: { all: Statistics }) {
    const t = useWords(insightWords);
    const kept = sum(all.clocks.map((one) => one.kept));
    const missed = sum(all.clocks.map((one) => one.missed));
    const upheld = sum(all.by_kind.map((one) => one.upheld));
    const ruled = upheld + sum(all.by_kind.map((one) => one.not_upheld));
    const shown = [
        [t.openCases, String(sum(all.by_kind.map((one) => one.open)))],
        [t.upheldOf, t.of(upheld, ruled)],
        [t.keptShare, t.of(kept, kept + missed)],
        [t.appeals, String(all.appeals)],
        [t.overturned, String(all.overturned)],
        [t.reopened, String(all.reopened)],
    ];
    return (
        <dl className="panel figures">
            {shown.map(([name, value]) => (
                <div key={name} className="figure">
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            ))}
        </dl>
    );
}

function ByKind({ all }: { all: Statistics }) {
    const t = useWords(insightWords);
    const say = useCodes();
    const data = useMemo(
        () =>
            endsChart(
                all.by_kind.map((tally) => ({ name: say("kind", tally.kind), tally })),
                (end) => t[end],
            ),
        [all, say, t],
    );
    return (
        <section className="panel">
            <Chart
                title={t.byKind}
                says={t.byKindSays(all.by_kind.length, sum(all.by_kind.map(casesOf)))}
                first={t.kind}
                data={data}
            />
        </section>
    );
}

type Row = { name: string; tally: Statistics["by_kind"][number] };

function Success({
    rows,
    title,
    first,
    says,
}: {
    rows: Row[];
    title: string;
    first: string;
    says: (best: string, share: string) => string;
}) {
    const t = useWords(insightWords);
    const data = useMemo(() => shareChart(rows, t.share), [rows, t]);
    const best = byShare(rows)[0];
    if (rows.length === 0) return null;
    return (
        <section className="panel">
            <Chart
                title={title}
                says={
                    typeof best?.tally.upheld_share === "number"
                        ? says(best.name, shareText(best.tally.upheld_share))
                        : t.noneRuled
                }
                first={first}
                data={data}
            />
        </section>
    );
}

function Clocks({ all }: { all: Statistics }) {
    const t = useWords(insightWords);
    const say = useCodes();
    const data = useMemo(
        () =>
            clocksChart(
                all.clocks.map(({ clock, kept, missed }) => ({
                    name: say("clock", clock),
                    kept,
                    missed,
                })),
                t,
            ),
        [all, say, t],
    );
    const kept = sum(all.clocks.map((one) => one.kept));
    const ended = kept + sum(all.clocks.map((one) => one.missed));
    return (
        <section className="panel">
            {all.clocks.length === 0 ? (
                <Nothing title={t.noClocks} hint={t.noClocksHint} />
            ) : (
                <Chart
                    title={t.clocks}
                    says={t.clocksSays(kept, ended)}
                    first={t.clock}
                    data={data}
                />
            )}
        </section>
    );
}

function Duties({ all }: { all: Statistics }) {
    const t = useWords(insightWords);
    const say = useCodes();
    const duties = useMemo(
        () => ({
            form: "bars" as const,
            categories: all.breaches.map(({ breach }) => say("breach", breach)),
            series: [
                {
                    name: t.count,
                    tone: "bad" as const,
                    values: all.breaches.map(({ count }) => count),
                },
            ],
        }),
        [all, say, t],
    );
    if (all.breaches.length === 0) return null;
    return (
        <section className="panel">
            <Chart
                title={t.breaches}
                says={t.breachesSays(sum(all.breaches.map(({ count }) => count)))}
                first={t.breach}
                data={duties}
            />
        </section>
    );
}

function Counted({ all }: { all: Statistics }) {
    const t = useWords(insightWords);
    const names = useNames();
    const grounds = useMemo(
        () => all.by_ground.map((tally) => ({ name: names.ground(tally.ground), tally })),
        [all, names],
    );
    const evidence = useMemo(
        () => all.by_evidence.map((tally) => ({ name: names.exhibit(tally.evidence), tally })),
        [all, names],
    );
    if (all.by_kind.length === 0) return <Nothing title={t.none} hint={t.noneHint} />;
    return (
        <>
            {all.behind > 0 && <p className="quiet">{t.behind(all.behind)}</p>}
            <Figures all={all} />
            <div className="charts">
                <ByKind all={all} />
                <Clocks all={all} />
                <Success rows={grounds} title={t.byGround} first={t.ground} says={t.byGroundSays} />
                <Success
                    rows={evidence}
                    title={t.byEvidence}
                    first={t.evidence}
                    says={t.byEvidenceSays}
                />
                <Duties all={all} />
            </div>
        </>
    );
}

export function Outcomes() {
    const statistics = useStatistics();
    return <Loaded asked={statistics}>{(all) => <Counted all={all} />}</Loaded>;
}
