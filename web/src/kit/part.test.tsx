import { expect, test, vi } from "vitest";
import { Unreachable } from "../api/problem";
import { PartMissing, patiently } from "./part";

const NO_WAIT = [0, 0, 0];

test("a part that comes at last is shown", async () => {
    const load = vi.fn().mockRejectedValueOnce(new TypeError("gone")).mockResolvedValue("here");
    expect(await patiently(load, NO_WAIT)).toBe("here");
    expect(load).toHaveBeenCalledTimes(2);
});

test("one that does not come is told as a server that cannot be reached", async () => {
    const load = vi.fn().mockRejectedValue(new TypeError("gone"));
    const told = await patiently(load, NO_WAIT).catch((error: unknown) => error);
    expect(told).toBeInstanceOf(PartMissing);
    expect(told).toBeInstanceOf(Unreachable);
    expect(load).toHaveBeenCalledTimes(3);
});
