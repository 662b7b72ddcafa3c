// A table of a rulebook. Rows that fire are lit, and so are the cells that wait for a fact.
import { Tag } from "antd";
import type { Rulebook } from "../../api/rulebooks";
import { useWords } from "../../words/words";
import { ClauseLinks } from "./clause";
import type { BookTerms } from "./terms";
import { bookWords } from "./words";

export type Table = Rulebook["tables"][number];
export interface Lit {
    fired: readonly number[];
    open: readonly number[];
    nearMiss: number | null;
    missing: readonly string[];
}

const HITS = ["unique", "any", "first", "collect"] as const;

export function useHitWords(): (hit: string) => string {
    const t = useWords(bookWords);
    return (hit) => {
        const known = HITS.find((one) => one === hit);
        return known ? t[`hit_${known}`] : hit;
    };
}

type RowState = "fires" | "open" | "near";
function stateOf(lit: Lit | undefined, at: number): RowState | undefined {
    if (lit?.fired.includes(at)) return "fires";
    if (lit?.open.includes(at)) return "open";
    return lit?.nearMiss === at ? "near" : undefined;
}
const TAGS = { fires: "success", open: "warning", near: "processing" } as const;

interface RowProps {
    table: Table;
    at: number;
    terms: BookTerms;
    lit: Lit | undefined;
    hasNotes: boolean;
}

function Row({ table, at, terms, lit, hasNotes }: RowProps) {
    const t = useWords(bookWords);
    const row = table.rows[at];
    if (!row) return null;
    const state = stateOf(lit, at);
    const isWaiting = (fact: string) =>
        state === "open" &&
        row.cells[table.inputs.indexOf(fact)] !== "-" &&
        lit?.missing.includes(fact);
    return (
        <tr className={state && `is-${state}`}>
            <th scope="row">
                {row.row}
                {state && (
                    <div>
                        <Tag color={TAGS[state]}>{t[state]}</Tag>
                    </div>
                )}
            </th>
            {table.inputs.map((fact, column) => {
                const source = row.cells[column] ?? "";
                return (
                    <td
                        key={fact}
                        title={source}
                        className={
                            isWaiting(fact) ? "is-missing" : source === "-" ? "quiet" : undefined
                        }
                    >
                        {terms.cell(fact, source)}
                    </td>
                );
            })}
            {table.outputs.map((result, column) => (
                <td key={result} className="is-result" title={row.results[column]}>
                    {terms.cell(result, row.results[column] ?? "")}
                </td>
            ))}
            <td>
                <ClauseLinks ids={row.clauses} />
            </td>
            {hasNotes && <td>{row.note}</td>}
        </tr>
    );
}

export function DecisionTable({
    table,
    terms,
    lit,
    title,
}: {
    table: Table;
    terms: BookTerms;
    lit?: Lit;
    title: string;
}) {
    const t = useWords(bookWords);
    const hasNotes = table.rows.some(({ note }) => note);
    const head = (name: string, isResult: boolean) => (
        <th key={name} scope="col" className={isResult ? "is-result" : undefined}>
            {isResult && "→ "}
            {terms.nameOf(name)}
            <div className="code-name">{name}</div>
        </th>
    );
    return (
        <section className="wide-table" aria-label={title} title={title} tabIndex={0}>
            <table aria-label={title}>
                <thead>
                    <tr>
                        <th scope="col">{t.row}</th>
                        {table.inputs.map((name) => head(name, false))}
                        {table.outputs.map((name) => head(name, true))}
                        <th scope="col">{t.part_clause}</th>
                        {hasNotes && <th scope="col">{t.note}</th>}
                    </tr>
                </thead>
                <tbody>
                    {table.rows.map((row, at) => (
                        <Row
                            key={row.row}
                            table={table}
                            at={at}
                            terms={terms}
                            lit={lit}
                            hasNotes={hasNotes}
                        />
                    ))}
                </tbody>
            </table>
        </section>
    );
}
