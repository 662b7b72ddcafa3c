// A table with its examples and the form in which it is tried.
import { Button } from "antd";
import { useMemo, useState } from "react";
import type { Rulebook } from "../../api/rulebooks";
import { DataTable } from "../../kit/data-table";
import { useSay, useWords } from "../../words/words";
import { DecisionTable, type Lit, type Table, useHitWords } from "./decision-table";
import { type Given, givenOf } from "./literal";
import type { BookTerms } from "./terms";
import { TryOut } from "./try-out";
import { bookWords } from "./words";

interface Props {
    book: Rulebook;
    table: Table;
    terms: BookTerms;
    /** Facts to try it with from the start. */
    first: Given | null;
    /** Rows that fire for the case by which one reads. */
    fired: readonly string[];
}

function Examples({
    table,
    terms,
    onTry,
}: {
    table: Table;
    terms: BookTerms;
    onTry: (facts: Record<string, string>) => void;
}) {
    const t = useWords(bookWords);
    const told = (values: Record<string, string>) =>
        Object.entries(values)
            .map(([name, value]) => `${terms.nameOf(name)}: ${terms.cell(name, value)}`)
            .join(" · ");
    return (
        <details>
            <summary>{t.examples(table.examples.length)}</summary>
            <DataTable
                caption={t.examples(table.examples.length)}
                rows={table.examples}
                keyOf={(one) => one.name}
                columns={[
                    { key: "name", title: t.example, isHead: true, cell: (one) => one.name },
                    { key: "given", title: t.given, cell: (one) => told(one.facts) },
                    {
                        key: "out",
                        title: t.comesOut,
                        cell: (one) =>
                            one.missing.length > 0
                                ? `${t.lacks} ${one.missing.map(terms.nameOf).join(" · ")}`
                                : told(one.results),
                    },
                    {
                        key: "try",
                        title: "",
                        isTight: true,
                        cell: (one) => (
                            <Button size="small" onClick={() => onTry(one.facts)}>
                                {t.tryHere}
                            </Button>
                        ),
                    },
                ]}
            />
        </details>
    );
}

function litBy(table: Table, fired: readonly string[]): Lit | undefined {
    if (fired.length === 0) return undefined;
    const at = table.rows.flatMap(({ row }, index) => (fired.includes(row) ? [index] : []));
    return { fired: at, open: [], nearMiss: null, missing: [] };
}

export function TableSection({ book, table, terms, first, fired }: Props) {
    const t = useWords(bookWords);
    const say = useSay();
    const hitWords = useHitWords();
    const [given, setGiven] = useState<Given>(first ?? {});
    const [isOpen, setOpen] = useState(first !== null);
    const [lit, setLit] = useState<Lit | undefined>();
    const byCase = useMemo(() => litBy(table, fired), [table, fired]);
    const use = (facts: Record<string, string>) => {
        setGiven(givenOf(book.facts, facts));
        setOpen(true);
    };
    return (
        <>
            <div className="row wrap">
                <span className="quiet">{hitWords(table.hit)}</span>
                <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                    {isOpen ? t.tryClose : t.tryOut}
                </Button>
            </div>
            {isOpen && (
                <TryOut
                    book={book}
                    table={table}
                    terms={terms}
                    given={given}
                    onGiven={setGiven}
                    onLit={setLit}
                />
            )}
            <DecisionTable
                table={table}
                terms={terms}
                lit={lit ?? byCase}
                title={say(table.title)}
            />
            {table.examples.length > 0 && <Examples table={table} terms={terms} onTry={use} />}
        </>
    );
}
