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

/** So many are left as they are, and so many walked past. */
const LEFT = 4;
const WALKED = 12;

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
    // A draft: what to paste at the platform, and nothing that says it was filed.
    await page.locator(".filing").getByText("尚未在平台提交").waitFor();
    expect(await page.locator(".filing-fields dt").count()).toBeGreaterThan(1);
    await page.locator(".case-head").getByText("草稿").waitFor();
    await visitor.close();
});

test("reviews are judged by keyboard alone, one after the other", async () => {
    const visitor = await Visitor.open(browser, server);
    const { page } = visitor;
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${shop}/reviews`);
    await page.locator(".rows-one.is-current").waitFor();
    const current = () => page.locator(".rows-one.is-current").innerText();
    const opened = () => new URL(page.url()).pathname;
    await page.waitForURL(/\/reviews\/(review|thread)\//);
    await page.locator(".review-head").waitFor();

    const first = opened();
    await page.keyboard.press("j");
    await expect.poll(opened).not.toBe(first);
    await page.keyboard.press("k");
    await expect.poll(opened).toBe(first);
    await page.keyboard.press("?");
    await page.locator(".keys").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".keys").waitFor({ state: "hidden" });

    // Left with a reason: the next one is open, and the keys go on working.
    for (let count = 0; count < LEFT; count++) {
        const here = opened();
        await page.getByRole("button", { name: /^搁置/ }).waitFor();
        // The one before may still be on its way out.
        await expect
            .poll(async () => {
                await page.keyboard.press("l");
                return page.locator("#leave-reason:focus").count();
            })
            .toBe(1);
        await page.keyboard.type("已电话沟通");
        await page.keyboard.press("Enter");
        await page.locator("#leave-reason").waitFor({ state: "detached" });
        await expect.poll(opened).not.toBe(here);
    }
    // The last one is taken back.
    const after = opened();
    await page.keyboard.press("z");
    await page.getByText("已重新打开").first().waitFor();

    // A report, and its answer: o, then a with the draft as it is.
    await page.keyboard.press("j");
    await expect.poll(opened).not.toBe(after);
    for (let count = 0; count < WALKED; count++) {
        const here = await current();
        await page.keyboard.press("j");
        await expect.poll(current).not.toBe(here);
    }
    await visitor.goTo(`/s/${shop}/reviews?reportable=true`);
    await page.waitForURL(/\/reviews\/(review|thread)\//);
    const reported = opened();
    await visitor.isQuiet();
    await page.keyboard.press("o");
    await page
        .getByText(/已立举报案件/)
        .first()
        .waitFor();
    await expect.poll(opened).not.toBe(reported);
    const answered = opened();
    await visitor.isQuiet();
    await page.keyboard.press("a");
    await page.locator("textarea:focus").waitFor();
    await page.keyboard.press("Control+Enter");
    await page
        .getByText(/回复已记录/)
        .first()
        .waitFor();
    await expect.poll(opened).not.toBe(answered);
    await page.keyboard.press("k");
    expect(visitor.faults()).toEqual([]);
    await visitor.close();
});

test("a file that is not known is told, and a line that cannot be used is refused with its reason", async () => {
    const visitor = await Visitor.open(browser, server);
    const { page } = visitor;
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${shop}/import`);
    const file = (name: string, text: string) => ({
        name,
        mimeType: "text/csv",
        buffer: Buffer.from(text),
    });
    await page
        .locator("input[type=file]:not([webkitdirectory])")
        .setInputFiles([
            file(
                "reviews.csv",
                "订单编号,评价结果,怎么说的,评价时间\n8005181952051315054,差评,太薄,昨天\n",
            ),
            file("会议记录.csv", "议题,时间\n装修,周三\n"),
        ]);
    await page.getByText("会议记录.csv").first().waitFor();
    await page.getByText("认不出").first().waitFor();
    await visitor.looksRight("files that are not known");
    await page.getByRole("button", { name: "开始读取和认定" }).click();
    await page.getByText("未采用的行").first().waitFor({ timeout: 60_000 });
    await page
        .getByText(/第 2 行/)
        .first()
        .waitFor();
    await page
        .getByText(/应为：日期和时间，例如/)
        .first()
        .waitFor();
    await visitor.looksRight("lines that were refused");
    expect(visitor.faults()).toEqual([]);
    await visitor.close();
});
