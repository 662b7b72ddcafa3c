// What the desk keeps in the browser for a person. It is sealed under a key of their account, which the
// server tells to who is logged in and this page holds in memory alone: whoever finds the browser, or
// another account in it, reads nothing. Works at once, and without https.
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import {
    bytesToHex,
    bytesToUtf8,
    hexToBytes,
    managedNonce,
    utf8ToBytes,
} from "@noble/ciphers/utils.js";
import { toBytes } from "./bytes";

const PREFIXES = ["pingli.draft.", "pingli.filters."];
const cipher = managedNonce(xchacha20poly1305); // a random nonce stands before what is sealed

type Kept = (typeof PREFIXES)[number];
let held: { user: string; key: Uint8Array } | undefined;

/** Where something of a person's is kept. */
export const placeOf = (what: Kept, user: string, about: string) => `${what}${user}.${about}`;

/** The place is sealed along: what is put elsewhere cannot be opened. */
const seal = (key: Uint8Array, place: string, text: string) =>
    bytesToHex(cipher(key, utf8ToBytes(place)).encrypt(utf8ToBytes(text)));

function open(key: Uint8Array, place: string, sealed: string): string | null {
    try {
        return bytesToUtf8(cipher(key, utf8ToBytes(place)).decrypt(hexToBytes(sealed)));
    } catch {
        return null; // of another account, or before another password
    }
}

/** null: nothing is kept, or nobody is here who may read it. */
export function kept(store: Storage, place: string): string | null {
    const sealed = store.getItem(place);
    return sealed && held ? open(held.key, place, sealed) : null;
}

/** Without a key nothing is kept. */
export function keep(store: Storage, place: string, text: string) {
    if (held) store.setItem(place, seal(held.key, place, text));
}

const placesIn = (store: Storage, prefixes: string[]) =>
    Object.keys(store).filter((place) => prefixes.some((prefix) => place.startsWith(prefix)));

/** Kept by a desk that did not seal yet. */
const isClear = (text: string) => text.startsWith("{") || text.startsWith("[");

/** From now on for this person. What they have here under the key before goes under this one. */
export function holdKey(user: string, text: string | undefined) {
    const before = held?.user === user ? held.key : undefined;
    if (!text) return dropKey();
    const key = toBytes(text);
    held = { user, key };
    try {
        for (const store of [sessionStorage, localStorage])
            for (const place of placesIn(store, PREFIXES)) takeOver(store, place, before, held);
    } catch {
        // No room, or no storage: what is typed stands in the form all the same.
    }
}

function takeOver(
    store: Storage,
    place: string,
    before: Uint8Array | undefined,
    now: { user: string; key: Uint8Array },
) {
    const text = store.getItem(place) ?? "";
    const isMine = PREFIXES.some((prefix) => place.startsWith(placeOf(prefix, now.user, "")));
    if (!isMine) {
        if (isClear(text)) store.removeItem(place);
        return;
    }
    if (open(now.key, place, text) !== null) return;
    const plain = isClear(text) ? text : before && open(before, place, text);
    if (plain) store.setItem(place, seal(now.key, place, plain));
    else store.removeItem(place); // nobody can read it any more
}

export function dropKey() {
    held = undefined;
}

/** Of everybody, in this store. */
export function forget(store: Storage, what: Kept) {
    for (const place of placesIn(store, [what])) store.removeItem(place);
}
