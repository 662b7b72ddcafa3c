// Rulings with their reasons, the appeals against them, and what followed.
import { Button, Tag, Typography } from "antd";
import { Link } from "react-router";
import { useDesk, useReadsWords } from "../../api/desk";
import { Moment } from "../../kit/due";
import { useCodes } from "../../terms/codes";
import { useCommands } from "../../terms/commands";
import { useSay, useWords } from "../../words/words";
import { Clauses } from "./clause-link";
import { FindingTables } from "./finding-tables";
import { useOneCase } from "./one-case";
import type { Case } from "./queries";
import { caseWords } from "./words";

type Ruling = Case["rulings"][number];

function OneRuling({ ruling }: { ruling: Ruling }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { book } = useOneCase();
    return (
        <article className="ruling">
            <header className="row wrap">
                <Tag>{codes("instance", ruling.instance)}</Tag>
                <strong>{codes("outcome", ruling.outcome)}</strong>
                <span>{book.reason(ruling.reason)}</span>
                {ruling.points > 0 && (
                    <span>
                        {codes("points_class", ruling.points_class)} {t.points(ruling.points)}
                    </span>
                )}
                <span className="grow" />
                <span className="quiet small">
                    <Moment at={ruling.ruled_at} />
                </span>
            </header>
            {ruling.source && <p className="quiet small">{ruling.source}</p>}
            {ruling.officers_reasons && <p className="quote">{ruling.officers_reasons}</p>}
            {ruling.special_circumstance && (
                <p>
                    <Tag color="warning">{t.specialCircumstance}</Tag>
                    {ruling.special_circumstance}
                </p>
            )}
            {ruling.findings.map((finding) => (
                <FindingTables
                    key={finding.allegation}
                    finding={finding}
                    bookRef={ruling.book}
                    isOpen={false}
                />
            ))}
        </article>
    );
}

function Appeals() {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { c } = useOneCase();
    if (c.appeals.length === 0) return null;
    return (
        <>
            <h3 className="label">{t.appeals}</h3>
            {c.appeals.map((appeal) => (
                <article key={appeal.appeal_id} className="ruling">
                    <header className="row wrap">
                        <Tag>{codes("side", appeal.side)}</Tag>
                        <Tag color={appeal.overturned === null ? "warning" : "default"}>
                            {appeal.overturned === null
                                ? t.appealOpen
                                : appeal.overturned
                                  ? t.overturned
                                  : t.appealFailed}
                        </Tag>
                        <span className="grow" />
                        <span className="quiet small">
                            <Moment at={appeal.filed_at} />
                        </span>
                    </header>
                    <p className="quote">{appeal.grounds.text}</p>
                </article>
            ))}
        </>
    );
}

function Measures() {
    const t = useWords(caseWords);
    const say = useSay();
    const codes = useCodes();
    const nameOf = useCommands();
    const { c, may, start } = useOneCase();
    const ordered = new Set(c.ordered_measures.map((one) => one.measure));
    const proposed = c.proposed_measures.filter((one) => !ordered.has(one.measure));
    if (proposed.length + c.ordered_measures.length === 0) return null;
    return (
        <>
            <h3 className="label">{t.measures}</h3>
            {c.ordered_measures.map((one) => (
                <p key={one.measure}>
                    <Tag color="error">{t.orderedMeasure}</Tag>
                    {codes("measure", one.measure)} <Clauses clauses={one.clauses} />{" "}
                    <span className="quiet">{one.reason}</span>
                </p>
            ))}
            {proposed.map((one) => (
                <p key={one.measure}>
                    <Tag>{t.proposedMeasure}</Tag>
                    {say(one.words) || codes("measure", one.measure)}{" "}
                    <Clauses clauses={one.clauses} />{" "}
                    {may("order_measure") && (
                        <Button
                            size="small"
                            onClick={() => start("order_measure", { measure: one.measure })}
                        >
                            {nameOf("order_measure")}
                        </Button>
                    )}
                </p>
            ))}
        </>
    );
}

export function Rulings({ id }: { id: string }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { shop } = useDesk();
    const { c } = useOneCase();
    const readsWords = useReadsWords();
    if (c.rulings.length === 0) return null;
    return (
        <section className="panel">
            <div className="row wrap panel-head">
                <Typography.Title level={2} className="grow">
                    {t.rulings}
                </Typography.Title>
                {(readsWords ? ["shop", "customer"] : []).map((party) => (
                    <Link key={party} to={`/s/${shop.id}/cases/${id}/statement/${party}`}>
                        {t.statementFor(codes("side", party))}
                    </Link>
                ))}
            </div>
            {c.rulings.toReversed().map((ruling) => (
                <OneRuling key={ruling.ruling_id} ruling={ruling} />
            ))}
            <Appeals />
            <Measures />
        </section>
    );
}
