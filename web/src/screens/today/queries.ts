// What the screen asks of the server; keys as shell/live.ts expects them.
import { useQuery } from "@tanstack/react-query";
import { client, type Schemas, unwrap } from "../../api/client";
import { useDesk } from "../../api/desk";

export type DueItem = Schemas["due_item"];
export type ReviewRow = Schemas["review_row"];
export type CaseRow = Schemas["case_row"];

const DUE_MAX = 200;
const REVIEWS_MAX = 100;
const LATEST = 5;
export const DAY_MS = 24 * 3_600_000;

/** Rounded, so that the same question is asked again until the hour is over. */
const hour = (at: number) => new Date(Math.floor(at / 3_600_000) * 3_600_000).toISOString();

export function useDeadlines(now: number) {
    const { shop } = useDesk();
    const to = hour(now + 7 * DAY_MS);
    return useQuery({
        queryKey: ["today", shop.id, "due", to],
        queryFn: () =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/deadlines", {
                    params: { path: { shop: shop.id }, query: { to, limit: DUE_MAX } },
                }),
            ),
    });
}

export function useMissed(now: number) {
    const { shop } = useDesk();
    const from = hour(now - 7 * DAY_MS);
    return useQuery({
        queryKey: ["today", shop.id, "missed", from],
        queryFn: () =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/deadlines", {
                    params: {
                        path: { shop: shop.id },
                        query: { state: "missed", from, limit: DUE_MAX },
                    },
                }),
            ),
    });
}

/** What can be reported: "new", where nobody has begun; "reported", where a draft waits to be filed. */
export function useReportable(state: "new" | "reported", isWanted: boolean) {
    const { shop } = useDesk();
    return useQuery({
        queryKey: ["reviews", shop.id, "today", state],
        enabled: isWanted,
        queryFn: () =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/reviews", {
                    params: {
                        path: { shop: shop.id },
                        query: {
                            state,
                            reportable: "true",
                            order: "due",
                            limit: REVIEWS_MAX,
                        },
                    },
                }),
            ),
    });
}

export function useToday() {
    const { shop } = useDesk();
    return useQuery({
        queryKey: ["today", shop.id, "counts"],
        queryFn: () =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/today", { params: { path: { shop: shop.id } } }),
            ),
    });
}

/** The first of the rows that were counted: `query` is the link that came with their number. */
export function useLatest(query: string | undefined) {
    const { shop } = useDesk();
    const params = Object.fromEntries(new URLSearchParams(query?.split("?")[1]));
    return useQuery({
        queryKey: ["today", shop.id, "latest", query],
        enabled: query !== undefined,
        queryFn: () =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/cases", {
                    params: { path: { shop: shop.id }, query: { ...params, limit: LATEST } },
                }),
            ),
    });
}
