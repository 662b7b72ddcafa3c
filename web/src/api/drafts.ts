// What was typed and not sent yet, kept in this tab until it is sent or its writer logs out: a page that
// is read anew loses nothing. Sealed: only its writer, logged in, can read it.
import { forget, keep, kept, placeOf } from "./sealed";

const WHAT = "pingli.draft.";

/** Files cannot be kept; one that was sent is known by its hash. */
const plain = (_: string, value: unknown) => (value instanceof File ? undefined : value);

export interface Drafts<Kept> {
    get: (name: string) => Kept | undefined;
    set: (name: string, draft: Kept) => void;
    delete: (name: string) => void;
    /** Whether there is one whose name begins so. */
    has: (begin: string) => boolean;
}

/** Those of one person about one thing, such as a case. */
export function draftsOf<Kept>(user: string, about: string): Drafts<Kept> {
    const place = placeOf(WHAT, user, about);
    const read = (): Record<string, Kept> => {
        try {
            const all: unknown = JSON.parse(kept(sessionStorage, place) ?? "{}");
            return typeof all === "object" && all ? (all as Record<string, Kept>) : {};
        } catch {
            return {};
        }
    };
    const write = (all: Record<string, Kept>) => {
        try {
            if (Object.keys(all).length === 0) sessionStorage.removeItem(place);
            else keep(sessionStorage, place, JSON.stringify(all, plain));
        } catch {
            // No room, or no storage: what is typed stands in the form all the same.
        }
    };
    return {
        get: (name) => read()[name],
        set: (name, draft) => write({ ...read(), [name]: draft }),
        delete: (name) => {
            const { [name]: _, ...others } = read();
            write(others);
        },
        has: (begin) => Object.keys(read()).some((name) => name.startsWith(begin)),
    };
}

/** Of everybody: the tab is left. */
export const forgetDrafts = () => forget(sessionStorage, WHAT);
