import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client, unwrap } from "../../api/client";
import { useDesk } from "../../api/desk";
import type { Given } from "./literal";

export function useRulebookSearch(q: string) {
    return useQuery({
        queryKey: ["rulebook-search", q],
        enabled: q !== "",
        placeholderData: keepPreviousData,
        queryFn: ({ signal }) =>
            unwrap(client.GET("/api/v1/rulebooks/search", { params: { query: { q } }, signal })),
    });
}

export function useCheck(rulebook: string, version: string) {
    return useQuery({
        queryKey: ["rulebook-check", rulebook, version],
        staleTime: Number.POSITIVE_INFINITY,
        queryFn: ({ signal }) =>
            unwrap(
                client.GET("/api/v1/rulebooks/{rulebook}/{version}/check", {
                    params: { path: { rulebook, version } },
                    signal,
                }),
            ),
    });
}

export function useComparison(rulebook: string, from: string, to: string) {
    return useQuery({
        queryKey: ["rulebook-compare", rulebook, from, to],
        staleTime: Number.POSITIVE_INFINITY,
        queryFn: ({ signal }) =>
            unwrap(
                client.GET("/api/v1/rulebooks/{rulebook}/compare", {
                    params: { path: { rulebook }, query: { from, to } },
                    signal,
                }),
            ),
    });
}

/** What the table answers to these facts. The answer of before stands until the next is there. */
export function useDecision(rulebook: string, version: string, table: string, facts: Given) {
    return useQuery({
        queryKey: ["rulebook-decide", rulebook, version, table, facts],
        placeholderData: keepPreviousData,
        queryFn: ({ signal }) =>
            unwrap(
                client.POST("/api/v1/rulebooks/{rulebook}/{version}/tables/{table}/decide", {
                    params: { path: { rulebook, version, table } },
                    body: { facts: facts as Record<string, never> },
                    signal,
                }),
            ),
    });
}

/** By the name of a table, the rows of it that fire. */
export type FiredRows = Readonly<Record<string, readonly string[]>>;

/** On which clauses a case rests now, and the rows that fire; nothing is asked without a case. */
export function useStanding(id: string | null) {
    const shop = useDesk().shop.id;
    return useQuery({
        queryKey: ["case", shop, id, "standing"],
        enabled: id !== null,
        queryFn: async ({ signal }) => {
            const params = { path: { shop, case: id ?? "" } };
            const [page, rehearsal] = await Promise.all([
                unwrap(client.GET("/api/v1/shops/{shop}/cases/{case}", { params, signal })),
                unwrap(
                    client.GET("/api/v1/shops/{shop}/cases/{case}/rehearsal", { params, signal }),
                ),
            ]);
            const fired: Record<string, string[]> = {};
            for (const { table, rows } of rehearsal.findings.flatMap(({ tables }) => tables))
                fired[table] = [...(fired[table] ?? []), ...rows];
            return { title: page.case.title, clauses: rehearsal.now.clauses, fired };
        },
    });
}
