// What administration asks of the server, and changes.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, type Schemas, unwrap } from "../../api/client";
import { useDesk } from "../../api/desk";
import { useRequestKeys } from "../../kit/request-key";

type Role = Schemas["role"];

const shopPath = (shop: string) => ({ path: { shop } });
const keyed = (key: string) => ({ "Idempotency-Key": key });

/** A change that, done, makes these queries be asked anew. `send` gets the key of its request. */
export function useChange<Asked, Done>(
    send: (asked: Asked, key: string) => Promise<Done>,
    concerns: readonly unknown[][],
) {
    const queries = useQueryClient();
    const keys = useRequestKeys();
    return useMutation({
        mutationFn: (asked: Asked) => send(asked, keys.keyOf(asked)),
        onSuccess: () => {
            keys.done();
            for (const queryKey of concerns) queries.invalidateQueries({ queryKey });
        },
    });
}

// --- people ---

export function usePeople() {
    const shop = useDesk().shop.id;
    return useQuery({
        queryKey: ["people", shop, "rows"],
        queryFn: () =>
            unwrap(client.GET("/api/v1/shops/{shop}/people", { params: shopPath(shop) })),
    });
}

export function useInvite() {
    const shop = useDesk().shop.id;
    return useChange(
        (body: Schemas["new_person"], key) =>
            unwrap(
                client.POST("/api/v1/shops/{shop}/people", {
                    params: { ...shopPath(shop), header: keyed(key) },
                    body,
                }),
            ),
        [["people", shop]],
    );
}

export interface PersonChange {
    person: string;
    roles?: Role[];
    is_disabled?: boolean;
}

export function useChangePerson() {
    const shop = useDesk().shop.id;
    return useChange(
        ({ person, ...body }: PersonChange) =>
            unwrap(
                client.PATCH("/api/v1/shops/{shop}/people/{person}", {
                    params: { path: { shop, person } },
                    body,
                }),
            ),
        [["people", shop]],
    );
}

export function useRemovePerson() {
    const shop = useDesk().shop.id;
    return useChange(
        (person: string) =>
            unwrap(
                client.DELETE("/api/v1/shops/{shop}/people/{person}", {
                    params: { path: { shop, person } },
                }),
            ),
        [["people", shop]],
    );
}

export function useNewLink() {
    const shop = useDesk().shop.id;
    return useChange(
        (person: string, key) =>
            unwrap(
                client.POST("/api/v1/shops/{shop}/people/{person}/links", {
                    params: { path: { shop, person }, header: keyed(key) },
                }),
            ),
        [["people", shop]],
    );
}

// --- shops, and the numbers they own ---

export function useAddShop() {
    return useChange(
        (body: Schemas["new_shop"], key) =>
            unwrap(client.POST("/api/v1/shops", { params: { header: keyed(key) }, body })),
        [["shops"], ["session"]],
    );
}

export function useChangeShop() {
    const shop = useDesk().shop.id;
    return useChange(
        (body: Schemas["shop_change"]) =>
            unwrap(client.PATCH("/api/v1/shops/{shop}", { params: shopPath(shop), body })),
        [["shops"], ["session"]],
    );
}

export function useDemandSecondFactor() {
    const shop = useDesk().shop.id;
    return useChange(
        (isDemanded: boolean) =>
            unwrap(
                client.PUT("/api/v1/shops/{shop}/second-factor", {
                    params: shopPath(shop),
                    body: { is_demanded: isDemanded },
                }),
            ),
        [["shops"], ["session"]],
    );
}

export function useRegister() {
    const shop = useDesk().shop.id;
    return useQuery({
        queryKey: ["register", shop],
        queryFn: () =>
            unwrap(client.GET("/api/v1/shops/{shop}/register", { params: shopPath(shop) })),
    });
}

export function usePutRegister() {
    const shop = useDesk().shop.id;
    return useChange(
        (body: Schemas["register"]) =>
            unwrap(client.PUT("/api/v1/shops/{shop}/register", { params: shopPath(shop), body })),
        [["register", shop]],
    );
}

// --- one's own name, password, tokens and calendar ---

export function useChangeAccount() {
    return useChange(
        (body: Schemas["account_change"]) => unwrap(client.PATCH("/api/v1/session", { body })),
        [["session"]],
    );
}

export function useSessions() {
    return useQuery({
        queryKey: ["sessions"],
        queryFn: () => unwrap(client.GET("/api/v1/sessions")),
    });
}

export function useEndSession() {
    return useChange(
        (session: string) =>
            unwrap(client.DELETE("/api/v1/sessions/{session}", { params: { path: { session } } })),
        [["sessions"]],
    );
}

export function useEndOtherSessions() {
    return useChange(() => unwrap(client.DELETE("/api/v1/sessions")), [["sessions"]]);
}

export function useNotices() {
    return useQuery({
        queryKey: ["notices"],
        queryFn: () => unwrap(client.GET("/api/v1/notices")),
    });
}

export function useForgetNotices() {
    return useChange(() => unwrap(client.DELETE("/api/v1/notices")), [["notices"]]);
}

export function useSecondFactor() {
    return useQuery({
        queryKey: ["second-factor"],
        queryFn: () => unwrap(client.GET("/api/v1/second-factor")),
    });
}

export function useBeginSecondFactor() {
    return useChange(() => unwrap(client.POST("/api/v1/second-factor")), []);
}

/** To turn it on or off ends one's other sessions. */
const OF_THE_FACTOR = [["second-factor"], ["sessions"], ["notices"]];

export function useConfirmSecondFactor() {
    return useChange(
        (body: Schemas["second_factor_code"]) =>
            unwrap(client.POST("/api/v1/second-factor/confirmation", { body })),
        OF_THE_FACTOR,
    );
}

export function useRemoveSecondFactor() {
    return useChange(
        (body: Schemas["second_factor_removal"]) =>
            unwrap(client.POST("/api/v1/second-factor/removal", { body })),
        OF_THE_FACTOR,
    );
}

export function useTokens() {
    return useQuery({
        queryKey: ["tokens"],
        queryFn: () => unwrap(client.GET("/api/v1/tokens")),
    });
}

export function useAddToken() {
    return useChange(
        (body: Schemas["new_token"], key) =>
            unwrap(client.POST("/api/v1/tokens", { params: { header: keyed(key) }, body })),
        [["tokens"]],
    );
}

export function useRevokeToken() {
    return useChange(
        (token: string) =>
            unwrap(client.DELETE("/api/v1/tokens/{token}", { params: { path: { token } } })),
        [["tokens"]],
    );
}

export function useFeed() {
    const shop = useDesk().shop.id;
    return useQuery({
        queryKey: ["feed", shop],
        queryFn: () => unwrap(client.GET("/api/v1/shops/{shop}/feed", { params: shopPath(shop) })),
    });
}

export function useMakeFeed() {
    const shop = useDesk().shop.id;
    return useChange(
        (isInAddress: boolean, key) =>
            unwrap(
                client.POST("/api/v1/shops/{shop}/feed", {
                    params: { ...shopPath(shop), header: keyed(key) },
                    body: { secret_in_address: isInAddress },
                }),
            ),
        [["feed", shop]],
    );
}

export function useEndFeed() {
    const shop = useDesk().shop.id;
    return useChange(
        () => unwrap(client.DELETE("/api/v1/shops/{shop}/feed", { params: shopPath(shop) })),
        [["feed", shop]],
    );
}
