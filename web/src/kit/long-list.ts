// A list that is read page by page as one scrolls. A short one follows every change of the shop; one
// that somebody has read far down is not read anew under their eyes: it says that it is behind.
import { type InfiniteData, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";

/** So many pages are read again by themselves. */
export const LIVE_PAGES_MAX = 3;

const pagesOf = (data: unknown): unknown[] =>
    typeof data === "object" && data && "pages" in data && Array.isArray(data.pages)
        ? data.pages
        : [];

/** Whether what a query holds is read again whole without a thought. */
export const isShort = (query: { state: { data?: unknown } }) =>
    pagesOf(query.state.data).length <= LIVE_PAGES_MAX;

export interface Behind {
    isBehind: boolean;
    /** Reads the list from its beginning. */
    startOver: () => void;
}

export function useBehind(queryKey: QueryKey): Behind {
    const queries = useQueryClient();
    const follow = useCallback(
        (tell: () => void) => queries.getQueryCache().subscribe(tell),
        [queries],
    );
    const isBehind = useSyncExternalStore(follow, () => {
        const state = queries.getQueryState(queryKey);
        return state?.isInvalidated === true && !isShort({ state });
    });
    const startOver = () => {
        queries.setQueryData<InfiniteData<unknown>>(
            queryKey,
            (data) =>
                data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
        );
        queries.invalidateQueries({ queryKey, exact: true });
    };
    return { isBehind, startOver };
}
