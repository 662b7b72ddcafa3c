import { useQuery } from "@tanstack/react-query";
import { client, type Schemas, unwrap } from "../../api/client";
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

/** Reviews are counted page by page, the newest first, so many at most. */
const COUNTED_MAX = 1_000;
const PAGE = 200;

export type CountedReview = Pick<
    Schemas["review_row"],
    "verdict" | "made_at" | "causes" | "sku" | "courier"
>;

export interface CountedReviews {
    reviews: CountedReview[];
    /** There are older ones that were not counted. */
    isCut: boolean;
}

export function useCountedReviews() {
    const shop = useDesk().shop.id;
    return useQuery({
        queryKey: ["reviews", shop, "counted"],
        staleTime: 60_000,
        queryFn: async ({ signal }): Promise<CountedReviews> => {
            const reviews: CountedReview[] = [];
            let cursor = "";
            do {
                const page = await unwrap(
                    client.GET("/api/v1/shops/{shop}/reviews", {
                        params: {
                            path: { shop },
                            query: { order: "newest", limit: PAGE, ...(cursor && { cursor }) },
                        },
                        signal,
                    }),
                );
                reviews.push(...page.reviews);
                cursor = page.next ?? "";
            } while (cursor && reviews.length < COUNTED_MAX);
            return { reviews, isCut: cursor !== "" };
        },
    });
}
