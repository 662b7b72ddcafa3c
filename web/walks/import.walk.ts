// proves S1: from files dropped on the page to an opened report with its deadline; and reviews
// judged by keyboard alone.
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner } from "./person";
import { type Server, startServer } from "./server";

const SAMPLE = join(import.meta.dirname, "../../samples/tea-and-coats");
/** The review of S1 in the sample shop. */
const REVIEW = "8005181952051315054";

let server: Server;
let browser: Browser;
let shop: string;

beforeAll(async () => {
    [server, browser] = await Promise.all([
        startServer({ time: "2026-06-05T12:00:00+08:00" }),
        launch(),
    ]);
    shop = (await owner(server)).shop;
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

test("a folder is dropped, looked at, and judged", async () => {
    const visitor = await Visitor.open(browser, server);
    const { page } = visitor;
    await visitor.logIn("owner");
    await page.getByRole("link", { name: "导入" }).first().click();
    await visitor.looksRight("import, empty");
    await page.locator("input[webkitdirectory]").setInputFiles(SAMPLE);
    await page.getByText("reviews.csv").first().waitFor();
    const run = page.getByRole("button", { name: "开始读取和认定" });
    await run.click();
    const result = page.getByRole("link", { name: /全部认定/ });
    await result.waitFor({ timeout: 60_000 });
    await visitor.looksRight("import, done");
    await result.click();
    await page.waitForURL(/\/reviews/);
    await visitor.looksRight("the queue of reviews");
    await visitor.close();
});

test("the review of S1 becomes a report with its deadline", async () => {
    const visitor = await Visitor.open(browser, server);
    const { page } = visitor;
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${shop}/reviews/review/${REVIEW}`);
    await page.locator("mark.lit-threat").first().waitFor();
    expect(await page.locator("mark.lit-demand").count()).toBeGreaterThan(0);
    await visitor.looksRight("one review");
    await page.getByRole("button", { name: /^举报/ }).click();
    await page
        .getByText(/已立举报案件/)
        .first()
        .waitFor();
    await page.getByRole("link", { name: "查看案件" }).first().click();
    await page.waitForURL(/\/cases\//);
    await page.locator(".due").first().waitFor();
    await visitor.looksRight("the report");
    await visitor.close();
});

test("reviews are judged by keyboard alone", async () => {
    const visitor = await Visitor.open(browser, server);
    const { page } = visitor;
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${shop}/reviews`);
    await page.locator(".rows-one.is-current").waitFor();
    const current = () => page.locator(".rows-one.is-current").innerText();
    const first = await current();
    await page.keyboard.press("j");
    await expect.poll(current).not.toBe(first);
    await page.keyboard.press("k");
    await expect.poll(current).toBe(first);
    await page.keyboard.press("?");
    await page.locator(".keys").waitFor();
    await page.keyboard.press("Escape");
    expect(visitor.faults()).toEqual([]);
    await visitor.close();
});
