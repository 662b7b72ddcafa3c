import { expect, test } from "vitest";
import { isOurs, nameInFolder, sizeOf } from "./names";

test("a file keeps its name, and a chat stands with the chats", () => {
    expect(nameInFolder("orders.csv")).toBe("orders.csv");
    expect(nameInFolder("tea-and-coats/orders.csv")).toBe("orders.csv");
    expect(nameInFolder("tea-and-coats/chats/一盏灯等雪.txt")).toBe("chats/一盏灯等雪.txt");
    expect(nameInFolder("一盏灯等雪.txt")).toBe("chats/一盏灯等雪.txt");
    expect(nameInFolder("2026-05.jsonl.gz")).toBe("chats/2026-05.jsonl.gz");
    expect(nameInFolder("traderates-05.jsonl")).toBe("traderates-05.jsonl");
});

test("what a system leaves in folders is left out", () => {
    expect(isOurs("shop/.DS_Store")).toBe(false);
    expect(isOurs("__MACOSX/orders.csv")).toBe(false);
    expect(isOurs("shop/orders.csv")).toBe(true);
});

test("sizes in words", () => {
    expect(sizeOf(12)).toBe("12 B");
    expect(sizeOf(1536)).toBe("1.5 KiB");
    expect(sizeOf(50 * 1024 * 1024)).toBe("50.0 MiB");
});
