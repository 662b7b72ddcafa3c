// How much room there is, where the layout itself depends on it and style sheets do not suffice.
import { useCallback, useSyncExternalStore } from "react";

/** Lists and what is open in them stand side by side from here on. */
export const WIDE = "(min-width: 1200px)";

export function useMedia(query: string): boolean {
    const watch = useCallback(
        (changed: () => void) => {
            const media = window.matchMedia?.(query);
            media?.addEventListener("change", changed);
            return () => media?.removeEventListener("change", changed);
        },
        [query],
    );
    return useSyncExternalStore(watch, () => window.matchMedia?.(query).matches ?? false);
}
