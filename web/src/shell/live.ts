// Changes of the shop as they happen: what is on the screen and concerned is asked anew.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { client, type Schemas, unwrap } from "../api/client";
import { isShort } from "../kit/long-list";

/** Who may not listen looks again so often. */
const LOOK_EVERY_MS = 15_000;
/** Lists are asked anew at most so often, however many cases change. */
const LISTS_EVERY_MS = 1_000;

/** What the stream of a shop carries, by the names of its events, as the server describes it. */
type LiveEvents = Required<Schemas["live_events"]>;
type LiveEvent = keyof LiveEvents;

/** All of them: one that is missing here, or that the server does not know, does not compile. */
const NAMES: Record<LiveEvent, true> = {
    case_changed: true,
    import_progress: true,
    reviews_changed: true,
    presence_changed: true,
};
export const LIVE_EVENTS = Object.keys(NAMES) as LiveEvent[];

export type Listener<Name extends LiveEvent> = (data: LiveEvents[Name]) => void;
const listeners = new Map<LiveEvent, Set<(data: never) => void>>();

/** Calls `listener` with every event of this name. */
export function useLiveEvent<Name extends LiveEvent>(name: Name, listener: Listener<Name>) {
    useEffect(() => {
        const all = listeners.get(name) ?? new Set();
        listeners.set(name, all.add(listener));
        return () => {
            all.delete(listener);
        };
    }, [name, listener]);
}

/** A browser tries again by itself where the line broke, but not where a server refused. */
const AGAIN_FIRST_MS = 1_000;
const AGAIN_MOST_MS = 60_000;
/** Shorter breaks are not told. */
const LOST_AFTER_MS = 2_000;

interface Listening {
    onEvent: (name: LiveEvent, event: MessageEvent<string>) => void;
    /** `wasShut`: something may have been missed. */
    onOpen: (wasShut: boolean) => void;
    onShut: () => void;
    /** The server answered and would not: done once it is known why, and may be tried again. */
    onRefused: () => Promise<void>;
}

/** Keeps a stream open; the answer ends it. */
function keepOpen(url: string, { onEvent, onOpen, onShut, onRefused }: Listening): () => void {
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    let wait = AGAIN_FIRST_MS;
    let wasOpen = false;
    let isEnded = false;
    const open = () => {
        source = new EventSource(url);
        for (const name of LIVE_EVENTS)
            source.addEventListener(name, (event) => onEvent(name, event));
        source.onopen = () => {
            wait = AGAIN_FIRST_MS;
            onOpen(wasOpen);
            wasOpen = true;
        };
        source.onerror = () => {
            onShut();
            if (source.readyState !== EventSource.CLOSED) return;
            onRefused().finally(() => {
                if (isEnded) return;
                again = setTimeout(open, wait);
                wait = Math.min(2 * wait, AGAIN_MOST_MS);
            });
        };
    };
    open();
    return () => {
        isEnded = true;
        clearTimeout(again);
        source.close();
    };
}

/** How the stream stands: "lost" once it has been shut for a while. */
export type Standing = "open" | "opening" | "lost";

/** Keeps the stream of the shop open. Query keys begin with [subject, shop, …]. */
export function useLive(shop: string, mayListen: boolean): Standing {
    const queries = useQueryClient();
    const [standing, setStanding] = useState<Standing>("opening");
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
        let lost: ReturnType<typeof setTimeout> | undefined;
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
        const onEvent = (name: LiveEvent, event: MessageEvent<string>) => {
            let data: Partial<LiveEvents["case_changed"] & LiveEvents["import_progress"]>;
            try {
                data = JSON.parse(event.data);
            } catch {
                return;
            }
            if (name === "case_changed")
                queries.invalidateQueries({ queryKey: ["case", shop, data.case_id] });
            const isOfLists = name !== "presence_changed" && name !== "import_progress";
            if (isOfLists || (name === "import_progress" && data.state === "done")) refreshLists();
            for (const listener of listeners.get(name) ?? []) listener(data as never);
        };
        const end = keepOpen(`/api/v1/shops/${encodeURIComponent(shop)}/stream`, {
            onEvent,
            onOpen: (wasShut) => {
                clearTimeout(lost);
                lost = undefined;
                setStanding("open");
                refreshLists(); // what was missed while it was shut
                if (!wasShut) return;
                for (const subject of ["case", "import"])
                    queries.invalidateQueries({ queryKey: [subject, shop] });
            },
            onShut: () => {
                setStanding((old) => (old === "open" ? "opening" : old));
                lost ??= setTimeout(() => setStanding("lost"), LOST_AFTER_MS);
            },
            // A session that has ended asks for the log-in; a place that is gone leads elsewhere.
            onRefused: async () => {
                try {
                    await unwrap(client.GET("/api/v1/shops"));
                    await queries.invalidateQueries({ queryKey: ["session"] });
                } catch {
                    // The server is away: it is tried again.
                }
            },
        });
        return () => {
            clearTimeout(lost);
            clearTimeout(lists);
            end();
        };
    }, [shop, mayListen, queries]);
    return standing;
}
