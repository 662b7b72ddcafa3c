// Web-hooks: what is asked of the server, and changed.
import { useQuery } from "@tanstack/react-query";
import { client, type Schemas, unwrap } from "../../api/client";
import { useDesk } from "../../api/desk";
import { useChange } from "./queries";

const WATCH_MS = 3_000;

export function useHooks() {
    const shop = useDesk().shop.id;
    return useQuery({
        queryKey: ["hooks", shop],
        queryFn: () =>
            unwrap(client.GET("/api/v1/shops/{shop}/web-hooks", { params: { path: { shop } } })),
    });
}

export function useAddHook() {
    const shop = useDesk().shop.id;
    return useChange(
        (body: Schemas["new_web_hook"], key) =>
            unwrap(
                client.POST("/api/v1/shops/{shop}/web-hooks", {
                    params: { path: { shop }, header: { "Idempotency-Key": key } },
                    body,
                }),
            ),
        [["hooks", shop]],
    );
}

export function useTurnHook() {
    const shop = useDesk().shop.id;
    return useChange(
        ({ hook, is_off }: { hook: string; is_off: boolean }) =>
            unwrap(
                client.PATCH("/api/v1/shops/{shop}/web-hooks/{hook}", {
                    params: { path: { shop, hook } },
                    body: { is_off },
                }),
            ),
        [["hooks", shop]],
    );
}

export function useRemoveHook() {
    const shop = useDesk().shop.id;
    return useChange(
        (hook: string) =>
            unwrap(
                client.DELETE("/api/v1/shops/{shop}/web-hooks/{hook}", {
                    params: { path: { shop, hook } },
                }),
            ),
        [["hooks", shop]],
    );
}

export function useTestHook() {
    const shop = useDesk().shop.id;
    return useChange(
        (hook: string, key) =>
            unwrap(
                client.POST("/api/v1/shops/{shop}/web-hooks/{hook}/tests", {
                    params: { path: { shop, hook }, header: { "Idempotency-Key": key } },
                }),
            ),
        [["deliveries", shop]],
    );
}

/** What was sent of late; while it is looked at, asked again and again. */
export function useDeliveries(hook: string) {
    const shop = useDesk().shop.id;
    return useQuery({
        queryKey: ["deliveries", shop, hook],
        refetchInterval: WATCH_MS,
        queryFn: () =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/web-hooks/{hook}/deliveries", {
                    params: { path: { shop, hook } },
                }),
            ),
    });
}
