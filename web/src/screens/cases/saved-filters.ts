// Filters that a person has given a name, kept in this browser for each person and shop, sealed.
import { useCallback, useSyncExternalStore } from "react";
import { useDesk } from "../../api/desk";
import { keep, kept, placeOf } from "../../api/sealed";

export interface SavedFilter {
    name: string;
    /** The query of the address. */
    query: string;
}

const MAX = 20;
const NAME_MAX = 40;
const watchers = new Set<() => void>();

export function parseSaved(text: string | null): SavedFilter[] {
    try {
        const read: unknown = JSON.parse(text ?? "[]");
        if (!Array.isArray(read)) return [];
        return read.filter(
            (one): one is SavedFilter =>
                typeof one?.name === "string" && typeof one?.query === "string",
        );
    } catch {
        return [];
    }
}

export function withFilter(all: SavedFilter[], added: SavedFilter): SavedFilter[] {
    const name = added.name.trim().slice(0, NAME_MAX);
    if (!name) return all;
    const others = all.filter((one) => one.name !== name);
    return [...others, { name, query: added.query }].slice(-MAX);
}

export function useSavedFilters() {
    const { account, shop } = useDesk();
    const place = placeOf("pingli.filters.", account.id, shop.id);
    const watch = useCallback((watcher: () => void) => {
        watchers.add(watcher);
        return () => {
            watchers.delete(watcher);
        };
    }, []);
    const text = useSyncExternalStore(watch, () => kept(localStorage, place));
    const saved = parseSaved(text);
    const change = (next: SavedFilter[]) => {
        keep(localStorage, place, JSON.stringify(next));
        for (const tell of watchers) tell();
    };
    return {
        saved,
        add: (filter: SavedFilter) => change(withFilter(saved, filter)),
        remove: (name: string) => change(saved.filter((one) => one.name !== name)),
    };
}
