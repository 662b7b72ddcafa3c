import { expect, test } from "vitest";
import { sectionsOf } from "./sections";

const heading = (part: string | undefined, name?: string) => ({
    kind: "heading",
    level: 2,
    runs: [],
    part,
    name,
});

test("a page falls into sections, and what the engine reads is no prose", () => {
    const sections = sectionsOf([
        { kind: "paragraph", runs: [] },
        heading("facts"),
        { kind: "table", part: "facts" },
        heading("clause", "G1"),
        { kind: "paragraph", runs: [] },
        { kind: "list", part: "clause", name: "G1", items: [] },
        heading("table", "verdict"),
        { kind: "table", part: "table", name: "verdict" },
        heading(undefined),
    ]);
    expect(sections.map(({ anchor }) => anchor)).toEqual([
        "section-0",
        "facts-",
        "G1",
        "table-verdict",
        "section-4",
    ]);
    expect(sections.map(({ prose }) => prose.length)).toEqual([1, 0, 1, 0, 0]);
});
