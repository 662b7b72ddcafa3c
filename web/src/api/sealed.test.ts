// issue 11, ASVS V14.3.3: nothing that a person typed stands in clear in the browser's stores.
import { beforeEach, expect, test } from "vitest";
import { dropKey, holdKey, keep, kept, placeOf } from "./sealed";

const KEY = "A".repeat(43);
const NEXT_KEY = `${"A".repeat(42)}E`;
const WORDS = "王女士 13800138000";
const place = placeOf("pingli.draft.", "u1", "case-1");
const filters = placeOf("pingli.filters.", "u1", "tea");

beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
    dropKey();
});

test("what is kept can be read by its holder alone, and only where it was put", () => {
    holdKey("u1", KEY);
    keep(sessionStorage, place, WORDS);
    const sealed = sessionStorage.getItem(place) ?? "";
    expect(sealed).toMatch(/^[0-9a-f]+$/);
    expect(kept(sessionStorage, place)).toBe(WORDS);
    keep(sessionStorage, place, WORDS);
    expect(sessionStorage.getItem(place)).not.toBe(sealed); // a nonce of its own
    const other = placeOf("pingli.draft.", "u1", "case-2");
    sessionStorage.setItem(other, sealed);
    expect(kept(sessionStorage, other)).toBeNull();
    sessionStorage.setItem(
        place,
        sealed.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
    );
    expect(kept(sessionStorage, place)).toBeNull();
});

test("it outlives the session, and nobody else who logs in meanwhile reads it or takes it away", () => {
    holdKey("u1", KEY);
    keep(sessionStorage, place, WORDS);
    dropKey();
    expect(kept(sessionStorage, place)).toBeNull();
    holdKey("u2", NEXT_KEY);
    expect(kept(sessionStorage, place)).toBeNull();
    holdKey("u1", KEY);
    expect(kept(sessionStorage, place)).toBe(WORDS);
});

test("a new password seals it anew where its holder is, and ends it elsewhere", () => {
    holdKey("u1", KEY);
    keep(sessionStorage, place, WORDS);
    keep(localStorage, filters, "[]");
    const old = sessionStorage.getItem(place) ?? "";
    holdKey("u1", NEXT_KEY);
    expect(kept(sessionStorage, place)).toBe(WORDS);
    expect(kept(localStorage, filters)).toBe("[]");
    dropKey();
    sessionStorage.setItem(place, old);
    holdKey("u1", NEXT_KEY);
    expect(sessionStorage.getItem(place)).toBeNull();
    expect(kept(localStorage, filters)).toBe("[]");
});

test("what was kept in clear before is sealed, or dropped where it is another's", () => {
    const theirs = placeOf("pingli.draft.", "u2", "case-1");
    sessionStorage.setItem(place, `{"rule ":"${WORDS}"}`);
    sessionStorage.setItem(theirs, `{"rule ":"${WORDS}"}`);
    localStorage.setItem(filters, `[{"name":"${WORDS}","query":""}]`);
    localStorage.setItem("pingli.language", "zh");
    holdKey("u1", KEY);
    expect(kept(sessionStorage, place)).toBe(`{"rule ":"${WORDS}"}`);
    expect(kept(localStorage, filters)).toContain(WORDS);
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain("王女士");
    expect(sessionStorage.getItem(theirs)).toBeNull();
    expect(localStorage.getItem("pingli.language")).toBe("zh");
});
