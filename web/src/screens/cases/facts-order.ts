// Which of many facts a reader wants first. Pure.
import type { Schemas } from "../../api/client";

type Book = Schemas["rulebook"];
type Fired = Pick<Schemas["case_finding"]["tables"][number], "table" | "rows">;

const ANY = "-";

/** The facts that the rows which fired ask about. */
export function askedBy(book: Book, fired: readonly Fired[]): Set<string> {
    const names = fired.flatMap(({ table, rows }) => {
        const found = book.tables.find((one) => one.name === table);
        return (found?.rows ?? [])
            .filter(({ row }) => rows.includes(row))
            .flatMap(({ cells }) => cells.flatMap((cell, at) => (cell === ANY ? [] : [at])))
            .map((at) => found?.inputs[at] ?? "");
    });
    return new Set(names);
}

/** Says only that there was nothing of the kind. */
export const saysNothing = (value: unknown) =>
    value === false ||
    value === 0 ||
    value === null ||
    value === "" ||
    value === "none" ||
    (typeof value === "string" && value.startsWith("no_"));

export interface InOrder {
    first: [string, unknown][];
    rest: [string, unknown][];
}

/** What the rows asked about, then what says something, each in the order of the book. */
export function inOrder(
    facts: Record<string, unknown>,
    names: readonly string[],
    asked: ReadonlySet<string>,
): InOrder {
    const rank = new Map(names.map((name, at) => [name, at]));
    const rankOf = (name: string) => rank.get(name) ?? names.length;
    const all = Object.entries(facts).toSorted(([a], [b]) => rankOf(a) - rankOf(b));
    const isAsked = ([name]: [string, unknown]) => asked.has(name);
    const says = (one: [string, unknown]) => !isAsked(one) && !saysNothing(one[1]);
    return {
        first: [...all.filter(isAsked), ...all.filter(says)],
        rest: all.filter((one) => !isAsked(one) && saysNothing(one[1])),
    };
}
