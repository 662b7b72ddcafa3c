// proves X8: what one person does, another sees without asking: in the queue, on Today, in the
// case, in a review; a line that broke is told, and mends itself.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner, type Person } from "./person";
import { type Server, startServer } from "./server";

const TIME = "2026-05-12T10:00:00+08:00";
const SAMPLE = join(import.meta.dirname, "../../samples/tea-and-coats");
/** The review of S1 in the sample shop. */
const REVIEW = "8005181952051315054";
const TITLE = "半夜打来的电话";

let home: string;
let server: Server;
let browser: Browser;
let boss: Person;

beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "pingli-live-"));
    [server, browser] = await Promise.all([startServer({ time: TIME }), launch()]);
    boss = await owner(server);
    await boss.invite("agent", "客服小李", ["agent"]);
    await boss.invite("officer", "小二甲", ["case_officer"]);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(home, { recursive: true, force: true });
});

const todo = (page: Page) => page.locator(".tile").first().innerText();

test("a second browser sees the first one's change: on Today, in the queue, in the case", async () => {
    const today = await Visitor.open(browser, server);
    await today.logIn("agent");
    await today.isQuiet();
    const before = await todo(today.page);
    const queue = await Visitor.open(browser, server);
    await queue.logIn("officer");
    await queue.page.getByRole("link", { name: "案件" }).click();
    await queue.page.getByText("还没有案件").waitFor();

    const first = await Visitor.open(browser, server);
    const { page } = first;
    await first.logIn("owner");
    await first.goTo(`/s/${boss.shop}/cases/open`);
    await page.getByText("本处裁定").click();
    await page.getByLabel("标题").fill(TITLE);
    await page.getByLabel("顾客代号").fill("p-zhao");
    await page.getByRole("combobox", { name: "投诉内容" }).click();
    await page.getByTitle("频繁联系").click();
    await page.getByLabel("原话").fill("半夜打电话");
    await page.getByRole("button", { name: "登记案件" }).click();
    await page.waitForURL(/\/cases\/[0-9a-f]{8}/);

    await queue.page.getByText(TITLE).first().waitFor();
    await today.page.getByText(TITLE).first().waitFor();
    await expect.poll(() => todo(today.page)).not.toBe(before);

    await queue.page.getByText(TITLE).first().click();
    await queue.page.locator(".moves").getByRole("button", { name: "受理介入" }).click();
    await queue.page.locator(".move-form").getByRole("button", { name: "受理介入" }).click();
    await page.getByText("审理中").first().waitFor();
    for (const one of [today, queue, first]) {
        expect(one.faults()).toEqual([]);
        await one.close();
    }
});

test("an import's progress, and what another does with a review, come without asking", async () => {
    const first = await Visitor.open(browser, server);
    await first.logIn("owner");
    await first.page.getByRole("link", { name: "导入" }).first().click();
    await first.page.locator("input[webkitdirectory]").setInputFiles(SAMPLE);
    await first.page.getByText("reviews.csv").first().waitFor();
    await first.page.getByRole("button", { name: "开始读取和认定" }).waitFor();
    const asked: string[] = [];
    first.page.on("request", (request) => {
        if (/\/imports\/[^/]+$/.test(request.url())) asked.push(request.method());
    });
    await first.page.getByRole("button", { name: "开始读取和认定" }).click();
    await first.page.getByRole("link", { name: /全部认定/ }).waitFor({ timeout: 60_000 });
    // Once when it was begun, once when it had ended; what came between, the stream told.
    expect(asked.filter((method) => method === "GET").length).toBeLessThanOrEqual(2);

    const second = await Visitor.open(browser, server);
    await second.logIn("owner");
    for (const one of [first, second]) {
        await one.goTo(`/s/${boss.shop}/reviews/review/${REVIEW}`);
        await one.page.getByRole("button", { name: /^搁置/ }).waitFor();
    }
    await second.page.getByRole("button", { name: /^搁置/ }).click();
    await second.page.locator("#leave-reason").fill("已电话沟通");
    await second.page.keyboard.press("Enter");
    await first.page.getByText("已电话沟通").first().waitFor();
    for (const one of [first, second]) {
        expect(one.faults()).toEqual([]);
        await one.close();
    }
});

test("a broken line is told, and what was missed is there once it is mended", async () => {
    await server.stop();
    const data = join(home, "data");
    server = await startServer({ time: TIME, data });
    boss = await owner(server);
    const visitor = await Visitor.open(browser, server);
    const { page } = visitor;
    await visitor.logIn("owner");
    await page.getByRole("link", { name: "案件" }).click();
    await page.locator("main").getByRole("heading", { name: "案件", exact: true }).waitFor();
    await page.getByText("还没有案件").waitFor();
    const port = Number(new URL(server.origin).port);
    await server.stop();
    await page.getByText("连接断开，正在重连").waitFor();
    // A screen that was never shown cannot come now; it is told, and comes with the server.
    await page.getByRole("link", { name: "洞察" }).click();
    await page.getByText("连不上服务器").waitFor();
    await page.setViewportSize({ width: 360, height: 700 });
    expect(await visitor.clipped()).toEqual([]);
    await page.setViewportSize({ width: 1366, height: 900 });

    server = await startServer({ time: TIME, data, port });
    await page.getByRole("heading", { name: "洞察" }).waitFor({ timeout: 30_000 });
    await page.getByRole("link", { name: "案件" }).click();
    await boss.ask("POST", boss.at("claims"), {
        perspective: "decided",
        title: TITLE,
        person: "p-zhao",
        allegations: [{ alleged: "frequent_contact", person: "buyer", words: "半夜打电话" }],
    });
    await page.getByText(TITLE).first().waitFor({ timeout: 30_000 });
    await page.getByText("连接断开，正在重连").waitFor({ state: "detached" });
    await visitor.close();
});
