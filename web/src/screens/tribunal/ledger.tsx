// The shop's points of a year in two classes; what was undone and what undid it stay side by side.
import { Select, Tag } from "antd";
import { Link, useSearchParams } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk } from "../../api/desk";
import { DataTable } from "../../kit/data-table";
import { Moment, useNow } from "../../kit/due";
import { Loaded, Nothing, Page } from "../../kit/page";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { useCase, useLedger } from "../cases/queries";
import { tribunalWords } from "./words";
import "./tribunal.css";

type Entry = Schemas["ledger_entry"];
const CLASSES = ["ordinary", "serious"];
const YEARS_BACK = 8;

function CaseName({ id }: { id: string }) {
    const { shop } = useDesk();
    const t = useWords(tribunalWords);
    const asked = useCase(id);
    return (
        <Link className="one-line" title={asked.data?.case.title} to={`/s/${shop.id}/cases/${id}`}>
            {asked.data?.case.title ?? t.openCase}
        </Link>
    );
}

function Entries({ entries, title }: { entries: Entry[]; title: string }) {
    const t = useWords(tribunalWords);
    if (entries.length === 0) return null;
    const undone = new Set(entries.map((one) => one.detail.reverses).filter(Boolean));
    const isUndone = (entry: Entry) => undone.has(entry.detail.entry_id);
    const points = (entry: Entry) => (entry.points > 0 ? `+${entry.points}` : entry.points);
    return (
        <DataTable
            caption={title}
            rows={entries}
            keyOf={(entry) => String(entry.position)}
            columns={[
                {
                    key: "when",
                    title: t.when,
                    isTight: true,
                    cell: (entry) => <Moment at={entry.at} />,
                },
                {
                    key: "case",
                    title: t.caseOf,
                    cell: (entry) => <CaseName id={entry.case_id} />,
                },
                {
                    key: "kind",
                    title: t.kind,
                    isTight: true,
                    cell: (entry) =>
                        entry.detail.reverses ? (
                            <Tag color="success">{t.reversed}</Tag>
                        ) : (
                            <Tag>{isUndone(entry) ? t.undone : t.entered}</Tag>
                        ),
                },
                {
                    key: "points",
                    title: t.points,
                    isNumber: true,
                    cell: (entry) =>
                        isUndone(entry) ? (
                            <del className="quiet">{points(entry)}</del>
                        ) : (
                            points(entry)
                        ),
                },
            ]}
        />
    );
}

export default function Ledger() {
    const t = useWords(tribunalWords);
    const codes = useCodes();
    const now = useNow();
    const { shop } = useDesk();
    const [params, setParams] = useSearchParams();
    const thisYear = new Date(now).getFullYear();
    const year = Number(params.get("year")) || thisYear;
    const asked = useLedger(year);
    const years = Array.from({ length: YEARS_BACK }, (_, back) => thisYear + 1 - back);
    const hints: Record<string, string> = { ordinary: t.ordinaryHint, serious: t.seriousHint };
    return (
        <Page
            title={t.ledger}
            lead={t.ledgerLead}
            actions={
                <>
                    <Link to={`/s/${shop.id}/tribunal`}>{t.tribunal}</Link>
                    <Select
                        aria-label={t.year}
                        value={year}
                        onChange={(next) => setParams({ year: String(next) }, { replace: true })}
                        options={[...new Set([year, ...years])]
                            .toSorted((a, b) => b - a)
                            .map((value) => ({ value, label: String(value) }))}
                    />
                </>
            }
        >
            <Loaded asked={asked}>
                {(ledger) => (
                    <>
                        <div className="columns">
                            {CLASSES.map((one) => (
                                <section key={one} className="panel ledger-class">
                                    <h2>{codes("points_class", one)}</h2>
                                    <p className="ledger-total">
                                        {(ledger.totals as Record<string, number>)[one] ?? 0}
                                    </p>
                                    <p className="quiet small">{hints[one]}</p>
                                    <Entries
                                        title={codes("points_class", one)}
                                        entries={ledger.entries.filter(
                                            (entry) => entry.class === one,
                                        )}
                                    />
                                </section>
                            ))}
                        </div>
                        {ledger.entries.length === 0 && (
                            <Nothing title={t.noEntries(year)} hint={t.noEntriesHint} />
                        )}
                    </>
                )}
            </Loaded>
        </Page>
    );
}
