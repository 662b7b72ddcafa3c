import { expect, test } from "vitest";
import { instantOf } from "./wall-time";

test("a clock's time is a moment of its zone", () => {
    expect(instantOf("2026-06-05T12:00", "Asia/Shanghai")).toBe("2026-06-05T04:00:00Z");
    expect(instantOf("2026-07-01T00:30", "Europe/Berlin")).toBe("2026-06-30T22:30:00Z");
    expect(instantOf("2026-03-29T03:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00Z");
});
