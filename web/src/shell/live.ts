// Changes of the shop as they happen: what is on the screen and concerned is asked anew.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { isShort } from "../kit/long-list";

/** Who may not listen looks again so often. */
const LOOK_EVERY_MS = 15_000;
/** Lists are asked anew at most so often, however many cases change. */
const LISTS_EVERY_MS = 1_000;

export type Listener = (data: Record<string, unknown>) => void;
const listeners = new Map<string, Set<Listener>>();

/** Calls `listener` with every event of this name, such as "import_changed". */
export function useLiveEvent(name: string, listener: Listener) {
    useEffect(() => {
        const all = listeners.get(name) ?? new Set();
        listeners.set(name, all.add(listener));
        return () => {
            all.delete(listener);
        };
    }, [name, listener]);
}

/** Names of events that the server publishes on a shop's stream. */
export const LIVE_EVENTS = ["case_changed", "import_changed", "review_changed"] as const;

/** Keeps the stream of the shop open. Query keys begin with [subject, shop, …]. */
export function useLive(shop: string, mayListen: boolean): boolean {
    const queries = useQueryClient();
    const [isOpen, setOpen] = useState(false);
    useEffect(() => {
        if (mayListen) return;
        const timer = setInterval(() => {
            for (const subject of ["case", "cases"])
                queries.invalidateQueries({ queryKey: [subject, shop] });
        }, LOOK_EVERY_MS);
        return () => clearInterval(timer);
    }, [shop, mayListen, queries]);
    useEffect(() => {
        if (!mayListen) return;
        const source = new EventSource(`/api/v1/shops/${encodeURIComponent(shop)}/stream`);
        let lists: ReturnType<typeof setTimeout> | undefined;
        const refreshLists = () => {
            lists ??= setTimeout(() => {
                lists = undefined;
                for (const subject of ["cases", "today", "reviews", "ledger", "statistics"]) {
                    const queryKey = [subject, shop];
                    queries.invalidateQueries({ queryKey, refetchType: "none" });
                    queries.refetchQueries({ queryKey, type: "active", predicate: isShort });
                }
            }, LISTS_EVERY_MS);
        };
        const take = (name: string) => (event: MessageEvent<string>) => {
            let data: Record<string, unknown> = {};
            try {
                data = JSON.parse(event.data);
            } catch {
                return;
            }
            if (typeof data.case_id === "string")
                queries.invalidateQueries({ queryKey: ["case", shop, data.case_id] });
            if (name !== "import_changed" || data.state === "done") refreshLists();
            for (const listener of listeners.get(name) ?? []) listener(data);
        };
        for (const name of LIVE_EVENTS) source.addEventListener(name, take(name));
        source.onopen = () => {
            setOpen(true);
            refreshLists(); // what was missed while it was shut
        };
        source.onerror = () => setOpen(false);
        return () => {
            clearTimeout(lists);
            source.close();
        };
    }, [shop, mayListen, queries]);
    return isOpen;
}
