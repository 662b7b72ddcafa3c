import { expect, test } from "vitest";
import { askedBy, inOrder, saysNothing } from "./facts-order";

const table = {
    name: "malice",
    inputs: ["chat_shows", "chat_gap", "competitor_tie"],
    rows: [
        { row: "1", cells: ["-", "-", '"owner"'] },
        { row: "3", cells: ['"threat"', 'not("at_threat")', "-"] },
    ],
};
const book = { tables: [table] } as unknown as Parameters<typeof askedBy>[0];

test("a row that fired asks about the facts of its cells that are not open", () => {
    expect([...askedBy(book, [{ table: "malice", rows: ["3"] }])]).toEqual([
        "chat_shows",
        "chat_gap",
    ]);
    expect(askedBy(book, [{ table: "other", rows: ["1"] }]).size).toBe(0);
});

test("what was asked about comes first, then what says something; the rest is folded", () => {
    const facts = { stars: 0, chat_gap: "none", text: "follow_up", unheard: true, fraud: "none" };
    const { first, rest } = inOrder(
        facts,
        ["text", "stars", "chat_gap", "fraud"],
        new Set(["chat_gap"]),
    );
    expect(first.map(([name]) => name)).toEqual(["chat_gap", "text", "unheard"]);
    expect(rest.map(([name]) => name)).toEqual(["stars", "fraud"]);
});

test("an answer that there was nothing says nothing", () => {
    expect([false, 0, null, "none", "no_recording"].every(saysNothing)).toBe(true);
    expect([true, 1, "north"].some(saysNothing)).toBe(false);
});
