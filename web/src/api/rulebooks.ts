// Rulebooks: which there are, and one version.
import { useQuery } from "@tanstack/react-query";
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
export const versionOf = (rulebook: string, version: string) => ({
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
