// What the screens of cases ask of the server, and the one way in which they change a case.
import {
    keepPreviousData,
    useInfiniteQuery,
    useMutation,
    useQuery,
    useQueryClient,
} from "@tanstack/react-query";
import { client, type Schemas, unwrap } from "../../api/client";
import { useDesk, useMay } from "../../api/desk";
import { Problem } from "../../api/problem";
import { useBehind } from "../../kit/long-list";
import type { CommandName } from "../../terms/commands";

export type Case = Schemas["case"];
export type CaseRow = Schemas["case_row"];
export type Move = Schemas["move"];
export type Exhibit = Case["exhibits"][number];
export type Allegation = Case["allegations"][number];
export type Mask = Case["masks"][number];
export type Clock = Case["clocks"][number];
export type Finding = Schemas["case_finding"];
export type Body = Record<string, unknown>;

const PAGE = 50;
const FOR_EVER = Number.POSITIVE_INFINITY;

export interface QueueQuery {
    kind?: string | undefined;
    phase?: string | undefined;
    outcome?: string | undefined;
    assigned?: string | undefined;
    order?: string | undefined;
    due_to?: string | undefined;
    updated_from?: string | undefined;
    opened_from?: string | undefined;
}

const NUMBER = /^\d{4}-\d+$/;

async function byNumber(shop: string, number: string, signal: AbortSignal) {
    try {
        return await unwrap(
            client.GET("/api/v1/shops/{shop}/numbers/{number}", {
                params: { path: { shop, number } },
                signal,
            }),
        );
    } catch (error) {
        if (error instanceof Problem && [404, 422].includes(error.status))
            return { cases: [], next: null };
        throw error;
    }
}

/** The queue, or what a search finds; a page more as one scrolls. */
export function useQueue(query: QueueQuery, q = "") {
    const { shop } = useDesk();
    const queryKey = ["cases", shop.id, query, q];
    const behind = useBehind(queryKey);
    const asked = useInfiniteQuery({
        queryKey,
        initialPageParam: undefined as string | undefined,
        placeholderData: keepPreviousData,
        getNextPageParam: (page: Schemas["page"]) => page.next ?? undefined,
        queryFn: ({ pageParam: cursor, signal }) => {
            const path = { shop: shop.id };
            const page = { limit: PAGE, cursor };
            if (NUMBER.test(q)) return byNumber(shop.id, q, signal);
            if (q)
                return unwrap(
                    client.GET("/api/v1/shops/{shop}/search", {
                        params: { path, query: { q, ...page } },
                        signal,
                    }),
                );
            return unwrap(
                client.GET("/api/v1/shops/{shop}/cases", {
                    params: { path, query: { ...query, ...page } },
                    signal,
                }),
            );
        },
    });
    return { ...asked, behind };
}

export function useCase(id: string) {
    const { shop, role } = useDesk();
    return useQuery({
        queryKey: ["case", shop.id, id, "page", role],
        placeholderData: keepPreviousData,
        queryFn: ({ signal }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/cases/{case}", {
                    params: { path: { shop: shop.id, case: id }, query: { role } },
                    signal,
                }),
            ),
    });
}

export function useEvents(id: string) {
    const { shop } = useDesk();
    return useQuery({
        queryKey: ["case", shop.id, id, "events"],
        queryFn: ({ signal }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/cases/{case}/events", {
                    params: { path: { shop: shop.id, case: id } },
                    signal,
                }),
            ),
    });
}

/** Of those who may read the shop's cases. */
export function useRehearsal(id: string) {
    const { shop } = useDesk();
    const may = useMay();
    return useQuery({
        queryKey: ["case", shop.id, id, "rehearsal"],
        placeholderData: keepPreviousData,
        enabled: may("read_personal"),
        queryFn: ({ signal }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/cases/{case}/rehearsal", {
                    params: { path: { shop: shop.id, case: id } },
                    signal,
                }),
            ),
    });
}

export function useStatement(id: string, party: string) {
    const { shop } = useDesk();
    return useQuery({
        queryKey: ["case", shop.id, id, "statement", party],
        queryFn: ({ signal }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/cases/{case}/statement", {
                    params: { path: { shop: shop.id, case: id }, query: { party } },
                    signal,
                }),
            ),
    });
}

/** The version of a rulebook by which a case is judged; it never changes. */
export function useBook(book: Schemas["book"] | undefined) {
    const id = book?.id ?? "";
    const version = book?.version ?? "";
    return useQuery({
        queryKey: ["rulebook", id, version],
        enabled: id !== "" && version !== "",
        staleTime: FOR_EVER,
        queryFn: ({ signal }) =>
            unwrap(
                client.GET("/api/v1/rulebooks/{rulebook}/{version}", {
                    params: { path: { rulebook: id, version } },
                    signal,
                }),
            ),
    });
}

/** The rulebook of this id that is in force, for a case that is still to be opened. */
export function useBookInForce(id: string) {
    const all = useQuery({
        queryKey: ["rulebooks"],
        staleTime: 60_000,
        queryFn: ({ signal }) => unwrap(client.GET("/api/v1/rulebooks", { signal })),
    });
    const version = all.data?.rulebooks.find((one) => one.id === id)?.in_force;
    return useBook(version ? { id, version } : undefined);
}

export interface Order {
    command: CommandName;
    body: Body;
    key: string;
    /** The version of the case that the person saw. */
    version?: number;
}

/** Sends one command. Lists and the case are asked anew, also when somebody was faster. */
export function useMove(id: string) {
    const { shop, role } = useDesk();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: ({ command, body, key, version }: Order) =>
            unwrap(
                client.POST("/api/v1/shops/{shop}/cases/{case}/commands/{command}", {
                    params: {
                        path: { shop: shop.id, case: id, command: command as never },
                        query: { role },
                        header: {
                            "Idempotency-Key": key,
                            ...(version === undefined ? {} : { "If-Match": `"${version}"` }),
                        },
                    },
                    body: body as never,
                }),
            ),
        onSettled: async () => {
            queries.invalidateQueries({ queryKey: ["cases", shop.id] });
            await queries.invalidateQueries({ queryKey: ["case", shop.id, id] });
        },
    });
}

export type OpeningKind = "claims" | "reports" | "complaints";
export const OPENING: Record<OpeningKind, CommandName> = {
    claims: "open_claim",
    reports: "open_report",
    complaints: "open_complaint",
};

export function useOpenCase(kind: OpeningKind) {
    const { shop, role } = useDesk();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: ({ body, key }: { body: Body; key: string }) => {
            const options = {
                params: {
                    path: { shop: shop.id },
                    query: { role },
                    header: { "Idempotency-Key": key },
                },
                body: body as never,
            };
            if (kind === "claims")
                return unwrap(client.POST("/api/v1/shops/{shop}/claims", options));
            if (kind === "reports")
                return unwrap(client.POST("/api/v1/shops/{shop}/reports", options));
            return unwrap(client.POST("/api/v1/shops/{shop}/complaints", options));
        },
        onSuccess: () => queries.invalidateQueries({ queryKey: ["cases", shop.id] }),
    });
}

export function useLedger(year: number) {
    const { shop } = useDesk();
    return useQuery({
        queryKey: ["ledger", shop.id, year],
        placeholderData: keepPreviousData,
        queryFn: ({ signal }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/ledger", {
                    params: { path: { shop: shop.id }, query: { year: String(year) } },
                    signal,
                }),
            ),
    });
}
