// Rulebooks: which there are, one version, and what its values are called.
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useSay } from "../words/words";
import { client, type Schemas, unwrap } from "./client";

export type Rulebook = Schemas["rulebook"];

const MINUTES_5 = 300_000;

export function useRulebooks() {
    return useQuery({
        queryKey: ["rulebooks"],
        staleTime: MINUTES_5,
        queryFn: ({ signal }) => unwrap(client.GET("/api/v1/rulebooks", { signal })),
    });
}

/** A version never changes once it is there. */
const versionOf = (rulebook: string, version: string) => ({
    queryKey: ["rulebook", rulebook, version],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
        unwrap(
            client.GET("/api/v1/rulebooks/{rulebook}/{version}", {
                params: { path: { rulebook, version } },
                signal,
            }),
        ),
});

export function useRulebook(rulebook: string, version: string) {
    return useQuery(versionOf(rulebook, version));
}

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
