// A session that ends while somebody works: what was asked for is done once they are back.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner } from "./person";
import { PASSWORD, type Server, startServer } from "./server";

let server: Server;
let browser: Browser;

beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
    await owner(server);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

test("what was typed is sent after the log-in that was asked for", async () => {
    const visitor = await Visitor.open(browser, server);
    await visitor.logIn("owner");
    await visitor.page.getByRole("link", { name: "管理" }).click();
    await visitor.page.getByRole("heading", { level: 1 }).waitFor();
    await visitor.context.clearCookies();
    await visitor.page.getByRole("link", { name: "案件" }).click();
    await visitor.page.getByText("登录已过期").waitFor();
    await visitor.page.locator(".ant-modal #password").fill(PASSWORD);
    await visitor.page.keyboard.press("Enter");
    await visitor.page.getByText("登录已过期").waitFor({ state: "hidden" });
    await visitor.page.getByRole("heading", { level: 1, name: "案件" }).waitFor();
    expect(visitor.errors.filter((error) => !error.includes("401"))).toEqual([]);
    await visitor.close();
});
