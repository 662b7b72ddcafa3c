import { expect, test } from "vitest";
import { nearnessOf } from "./due";

const now = Date.parse("2026-05-12T10:00:00+08:00");

test.each([
    ["2026-05-12T09:59:59+08:00", "over"],
    ["2026-05-12T10:00:00+08:00", "near"],
    ["2026-05-13T09:59:59+08:00", "near"],
    ["2026-05-13T10:00:00+08:00", "far"],
])("what is due at %s is %s", (due, nearness) => {
    expect(nearnessOf(due, now)).toBe(nearness);
});
