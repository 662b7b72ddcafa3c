// What an entry of the security log was about: the codes and ids that stand in it, told apart. Ids
// of cases and reviews lead there; other ids are for whoever takes the log along.
import type { Schemas } from "../../api/client";
import { codesOf } from "../../terms/codes";

type Entry = Pick<Schemas["security_entry"], "about" | "is_allowed" | "route">;

const ROLES = "roles=";

const wordsOf = (entry: Entry): string[] => (entry.about ?? "").split(" ").filter(Boolean);

export interface Detail {
    kind: "role" | "security_detail";
    code: string;
}

export function detailsOf(entry: Entry): Detail[] {
    const known = codesOf("security_detail");
    return wordsOf(entry).flatMap((word): Detail[] => {
        if (word.startsWith(ROLES))
            return word
                .slice(ROLES.length)
                .split(",")
                .map((code) => ({ kind: "role", code }));
        return known.includes(word) ? [{ kind: "security_detail", code: word }] : [];
    });
}

/** The status with which it was refused, if it has words. */
export function refusalOf(entry: Entry): string | undefined {
    const status = wordsOf(entry).find((word) => /^\d{3}$/.test(word));
    return status && codesOf("security_refusal").includes(status) ? status : undefined;
}

export interface Thing {
    kind: "case" | "review" | "thread";
    path: string;
}

export function thingOf(entry: Entry): Thing | undefined {
    if (!entry.is_allowed) return undefined;
    const [first, second] = wordsOf(entry);
    if (first && entry.route.includes("/cases/{case}"))
        return { kind: "case", path: `cases/${encodeURIComponent(first)}` };
    if ((first === "review" || first === "thread") && second && entry.route.includes("{review}"))
        return { kind: first, path: `reviews/${first}/${encodeURIComponent(second)}` };
    return undefined;
}
