// What a rulebook speaks of: its facts, deadlines and results.
import type { Schemas } from "../../api/client";
import type { Rulebook } from "../../api/rulebooks";
import { type Column, DataTable } from "../../kit/data-table";
import { asLabel } from "../../kit/sentence";
import { useSay, useWords } from "../../words/words";
import { ClauseLinks } from "./clause";
import type { BookTerms } from "./terms";
import { bookWords } from "./words";

const UNITS = ["working days", "days", "hours", "minutes", "months", "years"] as const;
type UnitWords = Record<`unit_${Exclude<(typeof UNITS)[number], "working days">}`, string> & {
    unit_working_days: string;
};

/** "3 working days" as people read it. */
function periodWords(period: string, t: UnitWords): string {
    const unit = UNITS.find((one) => period.endsWith(one));
    if (!unit) return period;
    const amount = period.slice(0, -unit.length);
    return `${amount}${unit === "working days" ? t.unit_working_days : t[`unit_${unit}`]}`;
}

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
            <summary>{t.list(facts.length)}</summary>
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
            <summary>{t.list(book.results.length)}</summary>
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
                {
                    key: "name",
                    title: t.name,
                    isHead: true,
                    cell: (one) => asLabel(say(one.words)),
                },
                { key: "starts", title: t.starts, cell: (one) => terms.nameOf(one.from) },
                {
                    key: "period",
                    title: t.period,
                    cell: (one) =>
                        `${periodWords(one.period, t)} · ${one.ends === "end of day" ? t.endOfDay : t.sameTime}`,
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
