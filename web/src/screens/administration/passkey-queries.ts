// One's own passkeys, as the server has them.
import { useQuery } from "@tanstack/react-query";
import { client, unwrap } from "../../api/client";
import { makePasskey } from "../../api/passkeys";
import { useChange } from "./queries";

const KEY = ["passkeys"];

export function usePasskeys() {
    return useQuery({ queryKey: KEY, queryFn: () => unwrap(client.GET("/api/v1/passkeys")) });
}

/** By its name; the browser asks the person. Other sessions are over then. */
export function useAddPasskey() {
    return useChange(
        async (name: string) => {
            const made = await makePasskey(
                await unwrap(client.POST("/api/v1/passkeys/challenges")),
            );
            return unwrap(client.POST("/api/v1/passkeys", { body: { name, ...made } }));
        },
        [KEY, ["sessions"], ["notices"]],
    );
}

export function useRenamePasskey() {
    return useChange(
        ({ passkey, name }: { passkey: string; name: string }) =>
            unwrap(
                client.PATCH("/api/v1/passkeys/{passkey}", {
                    params: { path: { passkey } },
                    body: { name },
                }),
            ),
        [KEY],
    );
}

export function useRemovePasskey() {
    return useChange(
        (passkey: string) =>
            unwrap(client.DELETE("/api/v1/passkeys/{passkey}", { params: { path: { passkey } } })),
        [KEY, ["sessions"], ["notices"]],
    );
}
