// What the screen asks of the server.
import {
    keepPreviousData,
    useInfiniteQuery,
    useMutation,
    useQuery,
    useQueryClient,
} from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { client, type Schemas, unwrap } from "../../api/client";
import { useDesk } from "../../api/desk";
import type { paths } from "../../api/schema.gen";
import { useBehind } from "../../kit/long-list";

export type ReviewRow = Schemas["review_row"];
export type ReviewPage = Schemas["review_page"];
export type Finding = Schemas["finding"];
export type Dossier = Schemas["dossier"];
export type ReviewId = Pick<ReviewRow, "kind" | "id">;

type ListQuery = NonNullable<paths["/api/v1/shops/{shop}/reviews"]["get"]["parameters"]["query"]>;
export type ReviewFilters = { [Name in Exclude<keyof ListQuery, "cursor" | "limit">]?: string };

const PAGE = 50;
const TYPING_PAUSE_MS = 350;

export function useReviews(filters: ReviewFilters) {
    const { shop } = useDesk();
    const queryKey = ["reviews", shop.id, "list", filters];
    const behind = useBehind(queryKey);
    const asked = useInfiniteQuery({
        queryKey,
        initialPageParam: "",
        placeholderData: keepPreviousData,
        queryFn: ({ pageParam, signal }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/reviews", {
                    params: {
                        path: { shop: shop.id },
                        query: {
                            ...filters,
                            limit: PAGE,
                            ...(pageParam && { cursor: pageParam }),
                        },
                    },
                    signal,
                }),
            ),
        getNextPageParam: (page) => page.next ?? undefined,
    });
    return { ...asked, behind };
}

export function useReview(id: ReviewId | null) {
    const { shop } = useDesk();
    return useQuery({
        queryKey: ["reviews", shop.id, "one", id?.kind, id?.id],
        enabled: id !== null,
        queryFn: ({ signal }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/reviews/{kind}/{review}", {
                    params: { path: pathOf(shop.id, id) },
                    signal,
                }),
            ),
    });
}

const pathOf = (shop: string, id: ReviewId | null) => ({
    shop,
    kind: id?.kind ?? "review",
    review: id?.id ?? "",
});

/** Its report was opened, and nothing was handed in yet. */
export const isDraft = (row: ReviewRow) => row.state === "reported" && !row.filed_at;

/** What was done with a review. */
export type Deed =
    | { move: "report"; of: ReviewId; receipt: Schemas["receipt"] }
    | { move: "answer"; of: ReviewId; text: string }
    | { move: "leave"; of: ReviewId };

/** The moves of one review; each asks lists and the review anew. */
export function useReviewMoves(id: ReviewId, onDone: (deed: Deed) => void) {
    const { shop } = useDesk();
    const queries = useQueryClient();
    const params = { path: pathOf(shop.id, id) };
    const base = "/api/v1/shops/{shop}/reviews/{kind}/{review}" as const;
    const onSettled = () => {
        queries.invalidateQueries({ queryKey: ["reviews", shop.id] });
        queries.invalidateQueries({ queryKey: ["today", shop.id] });
    };
    return {
        report: useMutation({
            mutationFn: (body: Schemas["review_report"]) =>
                unwrap(client.POST(`${base}/report`, { params, body })),
            onSuccess: (receipt) => onDone({ move: "report", of: id, receipt }),
            onSettled,
        }),
        answer: useMutation({
            mutationFn: (text: string) =>
                unwrap(client.POST(`${base}/answer`, { params, body: { text } })),
            onSuccess: (_, text) => onDone({ move: "answer", of: id, text }),
            onSettled,
        }),
        leave: useMutation({
            mutationFn: (reason: string) =>
                unwrap(client.POST(`${base}/leave`, { params, body: reason ? { reason } : {} })),
            onSuccess: () => onDone({ move: "leave", of: id }),
            onSettled,
        }),
    };
}

/** What can be taken back: what was left, and a report that is a draft. */
export type Undoable = { move: "leave" | "report"; of: ReviewId };

/** Of any review: the last one may be another than the one that is shown. */
export function useUndo() {
    const { shop } = useDesk();
    const queries = useQueryClient();
    const one = "/api/v1/shops/{shop}/reviews/{kind}/{review}" as const;
    return useMutation({
        mutationFn: ({ move, of }: Undoable) => {
            const params = { path: pathOf(shop.id, of) };
            return unwrap(
                move === "leave"
                    ? client.POST(`${one}/resume`, { params })
                    : client.POST(`${one}/undo`, { params }),
            );
        },
        onSettled: () => {
            queries.invalidateQueries({ queryKey: ["reviews", shop.id] });
            queries.invalidateQueries({ queryKey: ["today", shop.id] });
        },
    });
}

/** What the coach says of a draft, a moment after one stopped typing. */
export function useDraftCheck(text: string, id: ReviewId, isWanted: boolean) {
    const { shop } = useDesk();
    const settled = useSettled(text);
    const check = useQuery({
        queryKey: ["draft", shop.id, id.kind, id.id, settled],
        enabled: isWanted && settled.trim() !== "",
        placeholderData: keepPreviousData,
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
        queryFn: ({ signal }) =>
            unwrap(
                client.POST("/api/v1/shops/{shop}/drafts/check", {
                    params: { path: { shop: shop.id } },
                    body: { text: settled, review_kind: id.kind, review_id: id.id },
                    signal,
                }),
            ),
    });
    return { check, checked: settled, isBehind: settled !== text || check.isFetching };
}

function useSettled(text: string): string {
    const [settled, setSettled] = useState(text);
    useEffect(() => {
        const timer = setTimeout(() => setSettled(text), TYPING_PAUSE_MS);
        return () => clearTimeout(timer);
    }, [text]);
    return settled;
}
