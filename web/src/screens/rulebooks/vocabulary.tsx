// What a rulebook speaks of: its facts, deadlines and results.
import type { Schemas } from "../../api/client";
import type { Rulebook } from "../../api/rulebooks";
import { type Column, DataTable } from "../../kit/data-table";
import { useSay, useWords } from "../../words/words";
import { ClauseLinks } from "./clause";
import type { BookTerms } from "./terms";
import { bookWords } from "./words";

type Named = Schemas["rulebook_result"];

function useNameColumn<Row extends { name: string }>(terms: BookTerms): Column<Row> {
    const t = useWords(bookWords);
    return {
        key: "name",
        title: t.name,
        isHead: true,
        cell: ({ name }) => (
            <span>
                {terms.nameOf(name)} <span className="code-name">{name}</span>
            </span>
        ),
    };
}

function useValueColumns<Row extends Named>(): Column<Row>[] {
    const t = useWords(bookWords);
    const say = useSay();
    return [
        { key: "type", title: t.type, isTight: true, cell: ({ type }) => type },
        {
            key: "values",
            title: t.values,
            cell: ({ values, domain }) =>
                values.length > 0
                    ? values.map(({ words }) => say(words)).join(" · ")
                    : domain || "–",
        },
    ];
}

export function Facts({ book, terms }: { book: Rulebook; terms: BookTerms }) {
    const t = useWords(bookWords);
    const say = useSay();
    const facts = book.facts.filter(({ kind }) => kind === "input");
    const name = useNameColumn<Rulebook["facts"][number]>(terms);
    const values = useValueColumns<Rulebook["facts"][number]>();
    return (
        <details>
            <summary>{t.facts(facts.length)}</summary>
            <DataTable
                caption={t.facts(facts.length)}
                rows={facts}
                keyOf={(fact) => fact.name}
                columns={[
                    name,
                    ...values,
                    {
                        key: "from",
                        title: t.from,
                        isTight: true,
                        cell: (fact) => say(fact.from_words) || fact.from,
                    },
                ]}
            />
        </details>
    );
}

export function Results({ book, terms }: { book: Rulebook; terms: BookTerms }) {
    const t = useWords(bookWords);
    const name = useNameColumn<Named>(terms);
    const values = useValueColumns<Named>();
    return (
        <details>
            <summary>{t.results(book.results.length)}</summary>
            <DataTable
                caption={t.results(book.results.length)}
                rows={book.results}
                keyOf={(result) => result.name}
                columns={[name, ...values]}
            />
        </details>
    );
}

export function Deadlines({ book, terms }: { book: Rulebook; terms: BookTerms }) {
    const t = useWords(bookWords);
    const say = useSay();
    return (
        <DataTable
            caption={t.deadlines(book.deadlines.length)}
            rows={book.deadlines}
            keyOf={(one) => one.name}
            columns={[
                { key: "name", title: t.name, isHead: true, cell: (one) => say(one.words) },
                { key: "starts", title: t.starts, cell: (one) => terms.nameOf(one.from) },
                {
                    key: "period",
                    title: t.period,
                    cell: (one) =>
                        `${one.period} · ${one.ends === "end of day" ? t.endOfDay : t.sameTime}`,
                },
                { key: "kept", title: t.keptBy, cell: (one) => terms.nameOf(one.kept_by) },
                {
                    key: "clause",
                    title: t.part_clause,
                    isTight: true,
                    cell: (one) => <ClauseLinks ids={[one.clause]} />,
                },
            ]}
        />
    );
}
