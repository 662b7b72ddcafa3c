// What the queue shows stands in the address, so that a list can be linked to.
import { useCallback, useMemo } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk } from "../../api/desk";
import type { ReviewFilters, ReviewRow } from "./queries";

export const FILTERS = [
    "kind",
    "verdict",
    "reportable",
    "ground",
    "state",
    "cause",
    "order",
    "sku",
    "courier",
    "agent",
    "import",
    "made_from",
    "made_before",
] as const;
/** Those that come with a link from figures; shown so that they can be taken off. */
export const LINKED = ["sku", "courier", "agent", "import", "made_from", "made_before"] as const;
export type FilterName = (typeof FILTERS)[number];

/** What one sees who asked for nothing: what waits, the first to end before the others. */
const AT_FIRST: ReviewFilters = { state: "new", order: "due" };
const ANY = "any";

export function useReviewFilters() {
    const [params] = useSearchParams();
    const go = useNavigate();
    const { shop } = useDesk();
    const filters = useMemo(() => {
        const found: ReviewFilters = { ...AT_FIRST };
        for (const name of FILTERS) {
            const value = params.get(name);
            if (value === ANY) delete found[name];
            else if (value) found[name] = value;
        }
        return found;
    }, [params]);
    const set = useCallback(
        (name: FilterName, value: string | undefined) => {
            const next = new URLSearchParams(params);
            if (value === AT_FIRST[name]) next.delete(name);
            else if (value) next.set(name, value);
            else if (AT_FIRST[name]) next.set(name, ANY);
            else next.delete(name);
            go(`/s/${shop.id}/reviews?${next}`, { replace: true });
        },
        [params, go, shop.id],
    );
    const isNarrowed = FILTERS.some((name) => name !== "order" && filters[name]);
    return { filters, set, search: params.toString(), isNarrowed };
}

/** How many of each verdict there are under the filters: the server counts under all the others. */
export function countsOf(
    counts: Schemas["review_count"][],
    filters: ReviewFilters,
): Map<string, number> {
    const found = new Map<string, number>();
    for (const one of counts) {
        if (filters.state && one.state !== filters.state) continue;
        if (filters.reportable && String(one.reportable) !== filters.reportable) continue;
        found.set(one.verdict, (found.get(one.verdict) ?? 0) + one.count);
        found.set("", (found.get("") ?? 0) + one.count);
    }
    return found;
}

export const keyOfReview = (row: Pick<ReviewRow, "kind" | "id">) => `${row.kind}/${row.id}`;
