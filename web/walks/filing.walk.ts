// Filed means filed: from an imported incident to "filed, reference …" in at most six clicks and one paste; each
// step undone; and two people on one incident who see each other. In both languages.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Visitor } from "./browser";
import { deskForWalks } from "./desk";
import { sampleIsJudged } from "./person";

const CLICKS_MAX = 6;
const REFERENCE = "JB2026060500017";
/** The review of S1 in the sample shop, and the chat of the same order. */
const REVIEW = "8005181952051315054";

const desk = deskForWalks(
    { time: "2026-06-05T12:00:00+08:00", options: ["--sample"] },
    async ({ boss }) => {
        await sampleIsJudged(boss);
        await boss.invite("xiaowang", "小王", ["agent"]);
    },
);

/** Counts what a person does. */
class Hand {
    clicks = 0;
    pastes = 0;
    constructor(readonly page: Page) {}
    async click(name: RegExp | string, role: "button" | "link" = "button") {
        this.clicks++;
        await this.page.getByRole(role, { name }).first().click();
    }
    async paste(label: string, text: string) {
        this.clicks++;
        this.pastes++;
        await this.page.getByLabel(label).click();
        await this.page.keyboard.insertText(text);
    }
}

async function atReview(visitor: Visitor) {
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${desk.boss.shop}/reviews/review/${REVIEW}`);
    await visitor.page.locator(".review-head").waitFor();
}

test("six clicks and one paste to a filed report, and back again", async () => {
    const visitor = await desk.visitor();
    const { page } = visitor;
    await atReview(visitor);
    const hand = new Hand(page);
    await hand.click(/^举报/);
    await hand.click("查看案件", "link");
    await page.locator(".filing-fields").waitFor();
    await visitor.looksRight("a draft, to be filed");
    const statement = page.locator(".filing-fields > div").filter({ hasText: "情况说明" });
    hand.clicks++;
    await statement.getByRole("button").click();
    await statement.getByText("已复制").waitFor();
    await hand.paste("平台给的编号", REFERENCE);
    await hand.click("已在平台提交");
    await page.getByText(`已在平台提交，编号 ${REFERENCE}`).waitFor();
    await page.locator(".case-head").getByText("已提交").waitFor();
    await visitor.looksRight("a report that was filed");
    expect(hand.clicks).toBeLessThanOrEqual(CLICKS_MAX);
    expect(hand.pastes).toBe(1);

    // Each step back.
    await page.getByRole("button", { name: "撤销提交记录" }).click();
    await page.locator(".filing").getByText("尚未在平台提交").waitFor();
    await page.getByRole("button", { name: "取消举报草稿" }).click();
    await page.locator(".filing").waitFor({ state: "detached" });
    await page.locator(".moves").getByRole("button", { name: "恢复举报草稿" }).waitFor();
    await visitor.close();
});

test("what one key opened another key undoes", async () => {
    const visitor = await desk.visitor();
    const { page } = visitor;
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${desk.boss.shop}/reviews?reportable=true&state=new`);
    await page.waitForURL(/\/reviews\/(review|thread)\//);
    await visitor.isQuiet();
    await page.keyboard.press("o");
    await page.getByText("还没有在平台提交").first().waitFor();
    await page.keyboard.press("z");
    await page.getByText("举报草稿已取消").first().waitFor();
    await visitor.close();
});

test("two people on one incident see each other", async () => {
    const [one, two] = [await desk.visitor("en"), await desk.visitor()];
    await atReview(one);
    await two.logIn("xiaowang");
    await two.goTo(`/s/${desk.boss.shop}/reviews/review/${REVIEW}`);
    await two.page.getByText("也在看这一单").waitFor();
    await one.page.getByText(/小王 looks at this too/).waitFor();
    await one.looksRight("two on one incident");
    await two.page.getByRole("link", { name: "今日" }).first().click();
    await one.page.getByText(/looks at this too/).waitFor({ state: "detached" });
    await one.close();
    await two.close();
});

test("a draft reads well in English too", async () => {
    const visitor = await desk.visitor("en");
    const { page } = visitor;
    await atReview(visitor);
    await page.getByRole("button", { name: /^Report/ }).click();
    await page.getByRole("link", { name: "Show the case" }).first().click();
    await page.locator(".filing-fields").waitFor();
    await visitor.looksRight("a draft, in English");
    await visitor.close();
});
