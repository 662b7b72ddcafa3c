// proves X8: either language everywhere, at once, and still after the page is read anew.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner } from "./person";
import { type Server, startServer } from "./server";

const SCREENS = [
    ["today", "Today", "今日"],
    ["reviews", "Reviews", "评价"],
    ["cases", "Cases", "案件"],
    ["tribunal", "Tribunal", "裁定"],
    ["insights", "Insights", "洞察"],
    ["rulebooks", "Rulebooks", "规则"],
    ["import", "Import", "导入"],
    ["administration/people", "Administration", "管理"],
] as const;
const CHINESE = /[\u4e00-\u9fff]/;

let server: Server;
let browser: Browser;
let shop: string;

beforeAll(async () => {
    [server, browser] = await Promise.all([
        startServer({ time: "2026-05-12T10:00:00+08:00", options: ["--shop", "Tea and Coats"] }),
        launch(),
    ]);
    const boss = await owner(server);
    shop = boss.shop;
    await boss.ask("POST", boss.at("claims"), {
        perspective: "decided",
        title: "Calls at night",
        person: "p-1",
        allegations: [{ alleged: "frequent_contact", person: "buyer", words: "called at night" }],
    });
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

test("the language changes at once, everywhere, and stays", async () => {
    const visitor = await Visitor.open(browser, server, "zh");
    const { page } = visitor;
    await visitor.logIn("owner");
    await page.getByRole("heading", { level: 1, name: "今日" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
    for (const [path, english, chinese] of SCREENS) {
        await visitor.goTo(`/s/${shop}/${path}`);
        await page.getByRole("heading", { level: 1, name: english }).waitFor();
        await visitor.isQuiet();
        expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
        expect(await page.title()).toContain(english);
        expect(await page.title()).not.toContain(chinese);
        const foreign = (await page.locator("#content").innerText())
            .split("\n")
            .filter((line) => CHINESE.test(line));
        expect(foreign, `${path}: Chinese in an English screen`).toEqual([]);
        await page.getByRole("button", { name: "中文" }).click();
        await page.getByRole("heading", { level: 1, name: chinese }).waitFor();
        await expect.poll(() => page.title()).toContain(chinese);
        await page.getByRole("button", { name: "English" }).click();
        await page.getByRole("heading", { level: 1, name: english }).waitFor();
    }
    expect(visitor.faults()).toEqual([]);
    await visitor.close();
});

test("the library's own words, and moments, are of the language", async () => {
    const visitor = await Visitor.open(browser, server, "en");
    const { page } = visitor;
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${shop}/cases?phase=final`);
    await page.getByText("No case here").waitFor();
    await visitor.goTo(`/s/${shop}/cases`);
    await page.getByText("Calls at night").first().click();
    await page
        .getByText(/Tue|May/)
        .first()
        .waitFor();
    expect(await page.locator(".case-lead").innerText()).not.toMatch(CHINESE);
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByText("周二").first().waitFor();
    expect(visitor.faults()).toEqual([]);
    await visitor.close();
});
