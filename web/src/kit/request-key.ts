// The key by which the server knows that a request is the same one, sent again. What is asked otherwise is
// another request, and so is the same asked anew after it was done.
import { useMemo } from "react";
import { newKey } from "../api/client";

export interface RequestKeys {
    /** The key of this request: as before, if it is what was asked before. */
    keyOf: (asked: unknown) => string;
    /** It was done: what comes is new, even if it reads the same. */
    done: () => void;
}

export function makeRequestKeys(): RequestKeys {
    let last: { text: string; key: string } | null = null;
    return {
        keyOf: (asked) => {
            const text = JSON.stringify(asked) ?? "";
            if (last?.text !== text) last = { text, key: newKey() };
            return last.key;
        },
        done: () => {
            last = null;
        },
    };
}

export const useRequestKeys = () => useMemo(makeRequestKeys, []);
