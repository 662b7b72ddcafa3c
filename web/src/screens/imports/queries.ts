// What the screen asks of the server.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { client, newKey, type Schemas, unwrap } from "../../api/client";
import { useDesk } from "../../api/desk";
import { useLiveEvent } from "../../shell/live";

export type Import = Schemas["import"];
export type ImportFile = Schemas["import_file"];
export type ImportProblem = Schemas["import_problem"];

const ONE = "/api/v1/shops/{shop}/imports/{import}" as const;
const PROBLEMS_PAGE = 200;

export const isRunning = (state: Import["state"]) =>
    state === "waiting" || state === "reading" || state === "judging";

export function useImports() {
    const { shop } = useDesk();
    return useQuery({
        queryKey: ["imports", shop.id],
        queryFn: () =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/imports", { params: { path: { shop: shop.id } } }),
            ),
    });
}

export function useImport(id: string | undefined) {
    const { shop } = useDesk();
    const queries = useQueryClient();
    useLiveEvent(
        "import_progress",
        useCallback(
            (data) => {
                if (data.id !== id) return;
                const { state, progress } = data;
                queries.setQueryData<Import>(
                    ["import", shop.id, id],
                    (old) => old && { ...old, state, progress },
                );
                if (!isRunning(state))
                    queries.invalidateQueries({ queryKey: ["import", shop.id, id] });
            },
            [id, queries, shop.id],
        ),
    );
    return useQuery({
        queryKey: ["import", shop.id, id],
        enabled: id !== undefined,
        queryFn: () =>
            unwrap(client.GET(ONE, { params: { path: { shop: shop.id, import: id ?? "" } } })),
    });
}

export function useMakeImport() {
    const { shop } = useDesk();
    const queries = useQueryClient();
    const key = useRef<string | null>(null);
    return useMutation({
        mutationFn: () => {
            key.current ??= newKey(); // asked again it is the same import
            return unwrap(
                client.POST("/api/v1/shops/{shop}/imports", {
                    params: {
                        path: { shop: shop.id },
                        header: { "Idempotency-Key": key.current },
                    },
                }),
            );
        },
        onSuccess: (made) => {
            key.current = null;
            queries.setQueryData(["import", shop.id, made.id], made);
            queries.invalidateQueries({ queryKey: ["imports", shop.id] });
        },
    });
}

export function useImportMoves(id: string) {
    const { shop } = useDesk();
    const queries = useQueryClient();
    const params = { path: { shop: shop.id, import: id } };
    const onSettled = () => {
        queries.invalidateQueries({ queryKey: ["import", shop.id, id] });
        queries.invalidateQueries({ queryKey: ["imports", shop.id] });
    };
    return {
        run: useMutation({
            mutationFn: (asOf: string | undefined) =>
                unwrap(client.POST(`${ONE}/run`, { params, body: asOf ? { as_of: asOf } : {} })),
            onSettled,
        }),
        stop: useMutation({
            mutationFn: () => unwrap(client.POST(`${ONE}/stop`, { params })),
            onSettled,
        }),
        match: useMutation({
            mutationFn: (body: Schemas["import_columns"]) =>
                unwrap(client.PUT(`${ONE}/columns`, { params, body })),
            onSettled,
        }),
        removeFile: useMutation({
            mutationFn: (name: string) =>
                unwrap(client.DELETE(`${ONE}/files`, { params: { ...params, query: { name } } })),
            onSettled,
        }),
        remove: useMutation({
            mutationFn: () => unwrap(client.DELETE(ONE, { params })),
            onSuccess: () => queries.invalidateQueries({ queryKey: ["imports", shop.id] }),
        }),
    };
}

export function useProblems(id: string, isWanted: boolean) {
    const { shop } = useDesk();
    return useInfiniteQuery({
        queryKey: ["import", shop.id, id, "problems"],
        enabled: isWanted,
        initialPageParam: "",
        queryFn: ({ pageParam }) =>
            unwrap(
                client.GET(`${ONE}/problems`, {
                    params: {
                        path: { shop: shop.id, import: id },
                        query: { limit: PROBLEMS_PAGE, ...(pageParam && { cursor: pageParam }) },
                    },
                }),
            ),
        getNextPageParam: (page) => page.next ?? undefined,
    });
}
