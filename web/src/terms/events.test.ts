import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EVENTS } from "./events";

const CASES = join(import.meta.dirname, "../../../src/cases");

test("every event of the program has a name in both languages", () => {
    const types = readdirSync(CASES)
        .filter((file) => file.endsWith(".hpp"))
        .flatMap((file) => [
            ...readFileSync(join(CASES, file), "utf8").matchAll(/kType = "(\w+)"/g),
        ])
        .map((match) => match[1]);
    expect(types.length).toBeGreaterThan(40);
    expect(types.filter((type) => !type || !EVENTS[type]?.zh || !EVENTS[type]?.en)).toEqual([]);
    expect(Object.keys(EVENTS).filter((name) => !types.includes(name))).toEqual([]);
});
