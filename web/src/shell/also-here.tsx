// Who else looks at the same incident just now: seen by both before either records anything.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert } from "antd";
import { useCallback, useEffect } from "react";
import { client, unwrap } from "../api/client";
import { useDesk, useMay } from "../api/desk";
import { useWords } from "../words/words";
import { useLiveEvent } from "./live";
import { shellWords } from "./words";

/** The server forgets who has not said it for twice as long. */
const SAID_EVERY_MS = 30_000;

/** `about`: the order, or what stands for the incident where there is none. */
export function AlsoHere({ about }: { about: string }) {
    return useMay()("read_personal") ? <Others key={about} about={about} /> : null;
}

function Others({ about }: { about: string }) {
    const t = useWords(shellWords);
    const { shop } = useDesk();
    const queries = useQueryClient();
    const queryKey = ["presence", shop.id, about];
    const seen = useQuery({
        queryKey,
        refetchInterval: SAID_EVERY_MS,
        gcTime: 0,
        queryFn: () => look(shop.id, about),
    });
    const again = useCallback(
        () => queries.invalidateQueries({ queryKey: ["presence", shop.id] }),
        [queries, shop.id],
    );
    useLiveEvent("presence_changed", again);
    useEffect(
        () => () => {
            look(shop.id, "").catch(() => undefined); // the server forgets it by itself
        },
        [shop.id],
    );
    const names = (seen.data?.others ?? []).map((one) => one.name || one.user);
    if (names.length === 0) return null;
    return <Alert className="note" type="warning" showIcon title={t.alsoHere(names.join("、"))} />;
}

const look = (shop: string, about: string) =>
    unwrap(
        client.POST("/api/v1/shops/{shop}/presence", {
            params: { path: { shop } },
            body: about ? { about } : {},
        }),
    );
