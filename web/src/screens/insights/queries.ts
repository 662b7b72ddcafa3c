import { useQuery } from "@tanstack/react-query";
import { client, unwrap } from "../../api/client";
import { useDesk } from "../../shell/desk";

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
