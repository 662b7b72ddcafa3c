// The shop's points of a year in two classes; what was undone and what undid it stay side by side.
import { Select, Tag } from "antd";
import { Link, useSearchParams } from "react-router";
import type { Schemas } from "../../api/client";
import { Moment, useNow } from "../../kit/due";
import { Loaded, Nothing, Page } from "../../kit/page";
import { useDesk } from "../../shell/desk";
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

function Entries({ entries }: { entries: Entry[] }) {
    const t = useWords(tribunalWords);
    if (entries.length === 0) return null;
    const undone = new Set(entries.map((one) => one.detail.reverses).filter(Boolean));
    return (
        <table className="ledger-entries">
            <thead>
                <tr>
                    <th scope="col">{t.when}</th>
                    <th scope="col">{t.caseOf}</th>
                    <th scope="col">{t.kind}</th>
                    <th scope="col" className="ledger-points">
                        {t.points}
                    </th>
                </tr>
            </thead>
            <tbody>
                {entries.map((entry) => {
                    const isUndone = undone.has(entry.detail.entry_id);
                    return (
                        <tr key={entry.position} className={isUndone ? "ledger-undone" : ""}>
                            <td>
                                <Moment at={entry.at} />
                            </td>
                            <td>
                                <CaseName id={entry.case_id} />
                            </td>
                            <td>
                                {entry.detail.reverses ? (
                                    <Tag color="success">{t.reversed}</Tag>
                                ) : (
                                    <Tag>{isUndone ? t.undone : t.entered}</Tag>
                                )}
                            </td>
                            <td className="ledger-points">
                                {entry.points > 0 ? `+${entry.points}` : entry.points}
                            </td>
                        </tr>
                    );
                })}
            </tbody>
        </table>
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
