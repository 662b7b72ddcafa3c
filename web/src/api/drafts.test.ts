import { beforeEach, expect, test } from "vitest";
import { draftsOf, forgetDrafts } from "./drafts";
import { dropKey, holdKey } from "./sealed";

const KEY = "A".repeat(43);

beforeEach(() => {
    sessionStorage.clear();
    dropKey();
    holdKey("u1", KEY);
});

test("a draft is there again when the page is read anew, and gone when it was sent", () => {
    const file = new File(["x"], "list.csv");
    draftsOf("u1", "case-1").set("rule ", { reasons: "so", dropped: file });
    const again = draftsOf("u1", "case-1");
    expect(again.get("rule ")).toEqual({ reasons: "so" });
    expect(again.has("rule ")).toBe(true);
    expect(draftsOf("u1", "case-2").get("rule ")).toBeUndefined();
    expect(draftsOf("u2", "case-1").get("rule ")).toBeUndefined();
    again.delete("rule ");
    expect(draftsOf("u1", "case-1").get("rule ")).toBeUndefined();
    expect(sessionStorage.length).toBe(0);
});

test("nothing is left behind in the tab by who logs out; what is not ours stays", () => {
    sessionStorage.setItem("another", "1");
    draftsOf("u1", "case-1").set("rule ", { reasons: "so" });
    forgetDrafts();
    expect(Object.keys(sessionStorage)).toEqual(["another"]);
});

test("what is broken is nothing", () => {
    for (const broken of ["{", "x", "", "00ff"]) {
        sessionStorage.setItem("pingli.draft.u1.case-1", broken);
        expect(draftsOf("u1", "case-1").get("rule ")).toBeUndefined();
    }
});

test("without a key nothing is kept", () => {
    dropKey();
    draftsOf("u1", "case-1").set("rule ", { reasons: "so" });
    expect(sessionStorage.length).toBe(0);
});
