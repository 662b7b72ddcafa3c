// The chain of events, its verification, and backups: what is asked of the server, and begun.
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { client, type Schemas, unwrap } from "../../api/client";
import { useDesk } from "../../api/desk";
import { useChange } from "./queries";

const WATCH_MS = 700;
const PAGE = 100;

export function useAudit() {
    const shop = useDesk().shop.id;
    return useInfiniteQuery({
        queryKey: ["audit", shop],
        initialPageParam: "",
        queryFn: ({ pageParam }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/audit", {
                    params: {
                        path: { shop },
                        query: { limit: PAGE, ...(pageParam && { cursor: pageParam }) },
                    },
                }),
            ),
        getNextPageParam: (page) => page.next,
    });
}

/** Of all entries those alone. */
export interface SecurityWish {
    what?: string;
    account?: string;
    outcome?: string;
}

export function useSecurity(wish: SecurityWish) {
    const shop = useDesk().shop.id;
    return useInfiniteQuery({
        queryKey: ["security", shop, wish],
        initialPageParam: "",
        queryFn: ({ pageParam }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/security", {
                    params: {
                        path: { shop },
                        query: { limit: PAGE, ...wish, ...(pageParam && { cursor: pageParam }) },
                    },
                }),
            ),
        getNextPageParam: (page) => page.next,
    });
}

export function useErasures() {
    const shop = useDesk().shop.id;
    return useInfiniteQuery({
        queryKey: ["erasures", shop],
        initialPageParam: "",
        queryFn: ({ pageParam }) =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/erasures", {
                    params: {
                        path: { shop },
                        query: { limit: PAGE, ...(pageParam && { cursor: pageParam }) },
                    },
                }),
            ),
        getNextPageParam: (page) => page.next,
        refetchInterval: (query) =>
            query.state.data?.pages.some((page) =>
                page.erasures.some((one) => one.state === "running"),
            )
                ? WATCH_MS
                : false,
    });
}

export function useErase() {
    const shop = useDesk().shop.id;
    return useChange(
        (body: Schemas["erasure_wish"]) =>
            unwrap(
                client.POST("/api/v1/shops/{shop}/erasures", { params: { path: { shop } }, body }),
            ),
        [
            ["erasures", shop],
            ["security", shop],
        ],
    );
}

export function useVerification() {
    const shop = useDesk().shop.id;
    return useQuery({
        queryKey: ["verification", shop],
        refetchInterval: (query) =>
            query.state.data?.walk?.state === "running" ? WATCH_MS : false,
        queryFn: () =>
            unwrap(client.GET("/api/v1/shops/{shop}/verification", { params: { path: { shop } } })),
    });
}

export function useVerify() {
    const shop = useDesk().shop.id;
    return useChange(
        (body: Schemas["verification_wish"]) =>
            unwrap(
                client.POST("/api/v1/shops/{shop}/verification", {
                    params: { path: { shop } },
                    body,
                }),
            ),
        [["verification", shop]],
    );
}

export function useStopVerification() {
    const shop = useDesk().shop.id;
    return useChange(
        () =>
            unwrap(
                client.DELETE("/api/v1/shops/{shop}/verification", { params: { path: { shop } } }),
            ),
        [["verification", shop]],
    );
}

export function useBackups() {
    return useQuery({
        queryKey: ["backups"],
        refetchInterval: (query) =>
            query.state.data?.backups.some((one) => one.state === "running") ? WATCH_MS : false,
        queryFn: () => unwrap(client.GET("/api/v1/backups")),
    });
}

export function useMakeBackup() {
    return useChange(() => unwrap(client.POST("/api/v1/backups")), [["backups"]]);
}

/** The browser fetches the file by itself, without a way to ask: so the proof is asked for before. */
export function useDownloadBackup() {
    return useMutation({
        mutationFn: async (backup: string) => {
            await unwrap(
                client.GET("/api/v1/backups/{backup}/file", {
                    params: { path: { backup } },
                    headers: { Range: "bytes=0-0" },
                    parseAs: "stream",
                }),
            );
            const link = document.createElement("a");
            link.href = `/api/v1/backups/${backup}/file`;
            link.download = "";
            link.click();
        },
    });
}

export function useRemoveBackup() {
    return useChange(
        (backup: string) =>
            unwrap(client.DELETE("/api/v1/backups/{backup}", { params: { path: { backup } } })),
        [["backups"]],
    );
}
