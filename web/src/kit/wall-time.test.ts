import { expect, test } from "vitest";
import { instantOf, wallOf } from "./wall-time";

test("a clock's time is a moment of its zone", () => {
    for (const [wall, zone, instant] of [
        ["2026-06-05T12:00", "Asia/Shanghai", "2026-06-05T04:00:00Z"],
        ["2026-07-01T00:30", "Europe/Berlin", "2026-06-30T22:30:00Z"],
        ["2026-03-29T03:30", "Europe/Berlin", "2026-03-29T01:30:00Z"],
        ["2026-11-01T03:30", "America/New_York", "2026-11-01T08:30:00Z"],
    ] as const) {
        expect(instantOf(wall, zone)).toBe(instant);
        expect(wallOf(instant, zone)).toBe(wall);
    }
});

test("what is no time is empty", () => {
    for (const one of ["", "soon", "2026-13-01T10:00"]) {
        expect(instantOf(one, "Asia/Shanghai")).toBe("");
        expect(wallOf(one, "Asia/Shanghai")).toBe("");
    }
});
