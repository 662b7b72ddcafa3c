// What the values of facts and results are called.
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { useRulebooks, versionOf } from "../api/rulebooks";
import { useSay } from "../words/words";

/** What the rulebooks that are in force call the value of a fact or a result; empty: none names it. */
export function useValueNames(ids: readonly string[]): (value: string) => string {
    const say = useSay();
    const all = useRulebooks();
    const wanted = (all.data?.rulebooks ?? []).flatMap(({ id, in_force }) =>
        ids.includes(id) && in_force ? [versionOf(id, in_force)] : [],
    );
    const books = useQueries({
        queries: wanted,
        combine: (answers) => answers.flatMap(({ data }) => (data ? [data] : [])),
    });
    return useMemo(() => {
        const names = new Map<string, string>();
        for (const book of books)
            for (const { values } of [...book.facts, ...book.results])
                for (const { value, words } of values)
                    if (!names.has(value)) names.set(value, say(words));
        return (value) => names.get(value) ?? "";
    }, [books, say]);
}
