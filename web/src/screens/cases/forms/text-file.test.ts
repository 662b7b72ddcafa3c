import { expect, test } from "vitest";
import { textOf } from "./text-file";

test("a table is read in either of its encodings, what is no text is not", async () => {
    expect(await textOf(new File(["主叫,时长\n"], "a.csv"))).toBe("主叫,时长\n");
    const old = new Uint8Array([0xd6, 0xf7, 0xbd, 0xd0]);
    expect(await textOf(new File([old], "a.csv", { type: "text/csv" }))).toBe("主叫");
    expect(await textOf(new File(["x"], "a.png", { type: "image/png" }))).toBeNull();
});
