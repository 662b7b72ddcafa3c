// The first start, and the log-in after it.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { PASSWORD, type Server, startServer } from "./server";

let server: Server;
let browser: Browser;

beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

test("the owner's link sets a password, once", async () => {
    const first = await Visitor.open(browser, server);
    await first.goTo(`/#link=${server.secret}`);
    await first.page.locator("#password").fill(PASSWORD);
    await first.page.locator("#again").fill("something else");
    await first.page.keyboard.press("Enter");
    await first.page.getByText("两次输入不一样").waitFor();
    await first.page.locator("#again").fill(PASSWORD);
    await first.page.keyboard.press("Enter");
    await first.page.getByRole("heading", { level: 1, name: "今日" }).waitFor();
    // Whoever comes by the link has not been told the log-in before.
    await first.page.getByText("您的账号是“owner”").waitFor();
    expect(first.page.url()).not.toContain("link=");
    await first.looksRight("today of an empty shop");
    await first.close();

    const second = await Visitor.open(browser, server);
    await second.goTo(`/#link=${server.secret}`);
    await second.page.locator("#password").fill(PASSWORD);
    await second.page.locator("#again").fill(PASSWORD);
    await second.page.keyboard.press("Enter");
    await second.page.getByText("这个链接已经用过").waitFor();
    await second.close();
});

test("a password opens the desk in either language", async () => {
    const visitor = await Visitor.open(browser, server);
    await visitor.goTo("/");
    await visitor.looksRight("log-in");
    await visitor.logIn("owner");
    await visitor.page.getByRole("button", { name: "English" }).click();
    await visitor.page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
    // proves X8: either language, from the log-in on, and after the page is read anew
    expect(await visitor.page.evaluate(() => document.documentElement.lang)).toBe("en");
    await visitor.page.reload();
    await visitor.page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
    expect(visitor.faults()).toEqual([]);
    await visitor.close();
});
