// Who is logged in, and how one comes to be.
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, type Schemas, setCsrfToken, unwrap } from "./client";
import { goByServer } from "./clock";
import { forgetDrafts } from "./drafts";
import { showPasskey } from "./passkeys";
import { Problem } from "./problem";
import { dropKey, holdKey } from "./sealed";

export type Account = Schemas["account"];
export type Role = Schemas["role"];

const KEY = ["session"];
/** That there was a log-in in this browser: without one, nothing is asked of the server. */
const KEPT_AS = "pingli.logged-in";

/** What the session says of itself holds for all requests that follow. */
function enter(account: Account): Account {
    setCsrfToken(account.csrf_token, account.id);
    holdKey(account.id, account.browser_key);
    goByServer(account.now);
    return account;
}

function remember(queries: QueryClient, account: Account) {
    localStorage.setItem(KEPT_AS, "yes");
    queries.setQueryData(KEY, enter(account));
    return account;
}

/** null: nobody is logged in. */
export function useSession() {
    return useQuery({
        queryKey: KEY,
        staleTime: Number.POSITIVE_INFINITY,
        retry: (count, error) => !(error instanceof Problem) && count < 3,
        queryFn: async (): Promise<Account | null> => {
            if (!localStorage.getItem(KEPT_AS)) return null;
            try {
                return enter(await unwrap(client.GET("/api/v1/session")));
            } catch (error) {
                if (!(error instanceof Problem && error.status === 401)) throw error;
                localStorage.removeItem(KEPT_AS);
                return null;
            }
        },
    });
}

export function useLogIn() {
    const queries = useQueryClient();
    return useMutation({
        mutationFn: (body: Schemas["log_in"]) => unwrap(client.POST("/api/v1/session", { body })),
        onSuccess: (account) => remember(queries, account),
    });
}

/** By whom is logged in: what they do next may need a proof of just now. */
export function useLogInAgain() {
    const queries = useQueryClient();
    return useMutation({
        mutationFn: (body: Schemas["log_in_again"]) =>
            unwrap(client.POST("/api/v1/session/reauthenticate", { body })),
        onSuccess: (account) => remember(queries, account),
    });
}

/** `only`: of this account, which is logged in, or was. */
export function usePasskey(only?: string) {
    const queries = useQueryClient();
    return useMutation({
        mutationFn: async () => {
            const wanted = await unwrap(client.POST("/api/v1/session/challenges"));
            const body = await showPasskey(wanted, only);
            return unwrap(client.POST("/api/v1/session/passkey", { body }));
        },
        onSuccess: (account) => remember(queries, account),
    });
}

export function useLink() {
    const queries = useQueryClient();
    return useMutation({
        mutationFn: (body: Schemas["use_link"]) => unwrap(client.POST("/api/v1/links", { body })),
        onSuccess: (account) => remember(queries, account),
    });
}

export function useLogOut() {
    const queries = useQueryClient();
    return useMutation({
        mutationFn: () => unwrap(client.DELETE("/api/v1/session")),
        onSettled: () => {
            localStorage.removeItem(KEPT_AS);
            forgetDrafts();
            dropKey();
            setCsrfToken(undefined);
            // Who looks at the session is told, so it stays; all else was this person's.
            queries.setQueryData(KEY, null);
            queries.removeQueries({ predicate: (one) => one.queryKey[0] !== KEY[0] });
        },
    });
}

export function useShops() {
    return useQuery({
        queryKey: ["shops"],
        staleTime: 60_000,
        queryFn: () => unwrap(client.GET("/api/v1/shops")),
    });
}
