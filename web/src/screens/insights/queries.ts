import { useQuery } from "@tanstack/react-query";
import { client, type Schemas, unwrap } from "../../api/client";
import { useDesk } from "../../api/desk";

export function useStatistics() {
    const shop = useDesk().shop.id;
    return useQuery({
        queryKey: ["statistics", shop],
        queryFn: ({ signal }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/statistics", {
                    params: { path: { shop } },
                    signal,
                }),
            ),
    });
}

export type CauseBy = Schemas["cause_counts"]["by"];
export type CauseCounts = Schemas["cause_counts"];

/** So many groups a chart has at most. */
const GROUPS = 10;
const WEEKS = 53;

/** Counted by the server over all reviews made since `from`. */
export function useCauses(by: CauseBy, from: string | undefined) {
    const shop = useDesk().shop.id;
    return useQuery({
        queryKey: ["reviews", shop, "causes", by, from],
        staleTime: 60_000,
        queryFn: ({ signal }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/causes", {
                    params: {
                        path: { shop },
                        query: {
                            by,
                            limit: by === "week" ? WEEKS : GROUPS,
                            ...(from && { from }),
                        },
                    },
                    signal,
                }),
            ),
    });
}
