// What the rulebook's tables made of one allegation: the rows that fired, by which clauses, on which
// facts.
import { Tag } from "antd";
import { Why } from "../../kit/why";
import { useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import { Clauses } from "./clause-link";
import { FactList } from "./facts";
import { useOneCase } from "./one-case";
import type { Finding } from "./queries";
import { caseWords } from "./words";

interface Props {
    finding: Finding;
    bookRef: { id: string; version: string };
    isOpen: boolean;
}

export function FindingTables({ finding, bookRef, isOpen }: Props) {
    const t = useWords(caseWords);
    const say = useSay();
    const codes = useCodes();
    const { c, book } = useOneCase();
    const allegation = c.allegations.find((one) => one.id === finding.allegation);
    const fired = finding.tables.filter((table) => table.rows.length > 0);
    return (
        <details className="finding" open={isOpen}>
            <summary>
                {allegation && <strong>{book.value("alleged", allegation.alleged)} </strong>}
                {finding.ground && <strong>{codes("ground", finding.ground)} </strong>}
                <span>{finding.reason ? book.reason(finding.reason) : t.tables}</span>
            </summary>
            <div className="small">
                <Why text={say(finding.why)} />
                <Clauses clauses={finding.clauses} book={bookRef} />
            </div>
            {finding.confirm && <Tag color="warning">{t.unconfirmed}</Tag>}
            {fired.length > 0 && (
                <table className="fired">
                    <caption className="label">{t.tables}</caption>
                    <tbody>
                        {fired.map((table) => (
                            <tr key={table.table}>
                                <th scope="row">{book.table(table.table)}</th>
                                <td>{t.row(table.rows.join(", "))}</td>
                                <td>
                                    {Object.keys(table.results).length === 0 && t.open}
                                    {Object.entries(table.results)
                                        .map(([name, value]) => book.value(name, value))
                                        .join(" · ")}
                                </td>
                                <td>
                                    <Clauses clauses={table.clauses} book={bookRef} />
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
            <details>
                <summary className="quiet small">{t.factsUsed}</summary>
                <FactList facts={finding.facts} />
            </details>
            {finding.not_shown.length > 0 && (
                <p className="small quiet">
                    {t.notShown}: {finding.not_shown.map(book.fact).join(" · ")}
                </p>
            )}
        </details>
    );
}
