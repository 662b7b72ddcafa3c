// What the check of a version finds, each with the case that shows it.
import { Alert, Button } from "antd";
import { useNavigate } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk } from "../../api/desk";
import type { Rulebook } from "../../api/rulebooks";
import { DataTable } from "../../kit/data-table";
import { Loaded } from "../../kit/page";
import { useSay, useWords } from "../../words/words";
import { witnessOf } from "./literal";
import { useCheck } from "./queries";
import { bookWords } from "./words";

type Check = Schemas["rulebook_check"];
type Finding = Schemas["rulebook_finding"];

function TryWitness({ book, finding }: { book: Rulebook; finding: Finding }) {
    const t = useWords(bookWords);
    const { shop } = useDesk();
    const go = useNavigate();
    const table = /^table (\w+)/.exec(finding.field.en)?.[1];
    const given = witnessOf(book.facts, finding.found.en);
    if (!table || !given) return null;
    return (
        <Button
            size="small"
            onClick={() =>
                go(`/s/${shop.id}/rulebooks/${book.id}/${book.version}/text`, {
                    state: { table, given },
                })
            }
        >
            {t.tryWitness}
        </Button>
    );
}

function Checked({ book, check }: { book: Rulebook; check: Check }) {
    const t = useWords(bookWords);
    const say = useSay();
    const left = t.unconfirmed(check.unconfirmed, check.clauses);
    if (check.is_good)
        return (
            <Alert
                type="success"
                showIcon
                title={t.checkGood}
                description={
                    <>
                        <p>{t.checkGoodHint(check.tables, check.rows, check.examples)}</p>
                        {check.unconfirmed > 0 && <p>{left}</p>}
                    </>
                }
            />
        );
    return (
        <>
            <Alert type="error" showIcon title={t.checkBad(check.findings.length)} />
            <DataTable
                caption={t.checkBad(check.findings.length)}
                rows={check.findings}
                keyOf={(one, at) => `${one.line}/${at}`}
                columns={[
                    { key: "line", title: t.line, isNumber: true, cell: (one) => one.line },
                    { key: "where", title: t.where, cell: (one) => say(one.field) },
                    { key: "found", title: t.found, cell: (one) => say(one.found) },
                    { key: "expected", title: t.expected, cell: (one) => say(one.expected) },
                    {
                        key: "try",
                        title: "",
                        isTight: true,
                        cell: (one) => <TryWitness book={book} finding={one} />,
                    },
                ]}
            />
        </>
    );
}

export function CheckView({ book }: { book: Rulebook }) {
    const check = useCheck(book.id, book.version);
    return <Loaded asked={check}>{(found) => <Checked book={book} check={found} />}</Loaded>;
}
