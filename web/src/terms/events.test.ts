import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EVENTS } from "./events";

const CASES = join(import.meta.dirname, "../../../src/cases");
const DEEDS = join(import.meta.dirname, "../../../src/app/review_deed.hpp");

test("every event of the program has a name in both languages", () => {
    const types = readdirSync(CASES)
        .filter((file) => file.endsWith(".hpp"))
        .flatMap((file) => [
            ...readFileSync(join(CASES, file), "utf8").matchAll(/kType = "(\w+)"/g),
        ])
        .map((match) => match[1])
        .concat([...readFileSync(DEEDS, "utf8").matchAll(/"([A-Z]\w+)"/g)].map((name) => name[1]));
    expect(types.length).toBeGreaterThan(40);
    expect(types.filter((type) => !type || !EVENTS[type]?.zh || !EVENTS[type]?.en)).toEqual([]);
    expect(Object.keys(EVENTS).filter((name) => !types.includes(name))).toEqual([]);
});
