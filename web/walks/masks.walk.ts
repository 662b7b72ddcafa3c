// proves X8 X9 B6: two stars, an insult and a number in a review of a trade that is quarrelled over a colour:
// from the files to the words that are masked, and to the original that two people unseal (S6).
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { field, form, move, send } from "./moves";
import { owner, type Person } from "./person";
import { type Server, startServer } from "./server";

const ORDER = "8005180000000000006";
const TEXT =
    "说是米白，收到的是土黄，色差大到离谱。那个叫豆豆的客服真是个蠢货，她手机16600007731，你们去骂她";
const FILES = {
    "orders.csv": [
        "订单编号,买家会员名,买家实际支付金额,订单状态,宝贝标题,订单创建时间,确认收货时间,买家是否已评价,卖家是否已评价",
        `${ORDER},石榴籽,189.00,交易成功,卡其风衣,2026-04-22 10:00:00,2026-04-27 10:00:00,是,是`,
    ],
    "reviews.csv": [
        "订单编号,评价结果,评分,评价内容,评价时间",
        `${ORDER},,2,"${TEXT}",2026-05-04 12:44:00`,
    ],
};
const dropped = Object.entries(FILES).map(([name, lines]) => ({
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(lines.join("\n")),
}));
/** What an officer of the marketplace is told of the same review. */
const FACTS = {
    review_result: "bad",
    stars: 2,
    negative_tag: false,
    negative_text: true,
    text_kind: "first_review",
    has_follow_up: false,
    rated_by_buyer: true,
    rated_by_seller: true,
    order_has_ended: true,
    buyer_level: 5,
    detailed_questions: 0,
    fault_finding_text: false,
    asked_for_money: false,
    lost_claim_before: false,
    promotes_other_shop: false,
    review_names_price: false,
    professional_signs: 0,
    chat_shows: "no_demand",
    chat_gap: "none",
    chat_has_reference: true,
    recording_shows: "no_recording",
    recording_source_stated: false,
    call_on_carrier_list: false,
    demand_told: false,
    competitor_tie: "none",
    fraud: "none",
    offending_words: "in_review",
    seller_offered_reward: false,
    real_fault: true,
};

let server: Server;
let browser: Browser;
let boss: Person;
let casePath: string;

beforeAll(async () => {
    [server, browser] = await Promise.all([
        startServer({ time: "2026-05-05T12:00:00+08:00" }),
        launch(),
    ]);
    boss = await owner(server);
    await boss.invite("agent", "客服小李", ["agent"]);
    await boss.invite("supervisor", "主管老周", ["supervisor"]);
    await boss.invite("officer", "小二甲", ["case_officer"]);
    await boss.invite("senior", "小二乙", ["senior_officer"]);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

async function atTheCase(login: string): Promise<Visitor> {
    const visitor = await Visitor.open(browser, server);
    await visitor.logIn(login);
    await visitor.goTo(casePath);
    await visitor.page.locator(".case-main").waitFor();
    return visitor;
}
async function leave(visitor: Visitor) {
    expect(visitor.faults()).toEqual([]);
    await visitor.close();
}

test("only the insult and the number are lit; the colour is answered; one click opens the report", async () => {
    const visitor = await Visitor.open(browser, server);
    const { page } = visitor;
    await visitor.logIn("owner");
    await page.getByRole("link", { name: "导入" }).first().click();
    await page.locator("input[type=file]:not([webkitdirectory])").setInputFiles(dropped);
    await page.getByText("reviews.csv").first().waitFor();
    await page.getByRole("button", { name: "开始读取和认定" }).click();
    await page.getByRole("link", { name: /全部认定/ }).click({ timeout: 60_000 });
    await page.locator("mark.lit-pii", { hasText: "16600007731" }).waitFor();
    await page.locator("mark.lit-insult", { hasText: "蠢货" }).waitFor();
    expect(await page.locator("mark.lit-threat,mark.lit-demand").count()).toBe(0);
    await page.getByText("泄露他人信息或辱骂").first().waitFor();
    await page.getByText("颜色或描述不符").first().waitFor();
    await visitor.looksRight("a review with an insult");
    await page.getByRole("button", { name: /^举报/ }).click();
    await page.getByRole("link", { name: "查看案件" }).first().click();
    await page.waitForURL(/\/cases\//);
    await page.getByText("蠢货").first().waitFor();
    await leave(visitor);
});

test("an officer takes the report up, rules, and masks exactly those words", async () => {
    const opened = await boss.ask("POST", boss.at("reports"), {
        perspective: "decided",
        title: "评价里有辱骂和手机号",
        person: "p-shi",
        platform: "taobao",
        review_id: "rv-6",
        text: TEXT,
        made_at: "2026-05-04T12:44:00+08:00",
        facts: FACTS,
    });
    casePath = `/s/${boss.shop}/cases/${String(opened.case_id)}`;
    const agent = await atTheCase("agent");
    await move(agent.page, "提交举报").click();
    await send(agent.page, "提交举报");
    await agent.page.getByText("已提交").first().waitFor();
    await leave(agent);

    const officer = await atTheCase("officer");
    const { page } = officer;
    await move(page, "受理介入").click();
    await send(page, "受理介入");
    await move(page, "作出裁定").click();
    await form(page).getByText("成立", { exact: true }).first().click();
    await field(page, "裁定理由").fill("辱骂和手机号须屏蔽，评价的其余部分和评分保留。");
    await send(page, "作出裁定");
    await move(page, "屏蔽字句").click();
    // By keyboard, and by the mouse in the text itself.
    await page.getByLabel(/用键盘/).fill("蠢货");
    await page.keyboard.press("Enter");
    await form(page).locator("mark", { hasText: "蠢货" }).waitFor();
    await page.evaluate((number) => {
        const place = document.querySelector(".mask-text");
        const walker = document.createTreeWalker(place as Node, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.textContent?.indexOf(number) ?? -1;
            if (at < 0) continue;
            window.getSelection()?.setBaseAndExtent(node, at, node, at + number.length);
        }
    }, "16600007731");
    await form(page).locator(".mask-text").dispatchEvent("mouseup");
    await form(page).locator("mark", { hasText: "16600007731" }).waitFor();
    await officer.looksRight("words that are being masked");
    await field(page, "理由").fill("辱骂他人、公布手机号");
    await send(page, "屏蔽字句");
    const shown = page.locator(".quote", { hasText: "说是米白" }).first();
    await shown.getByText("■■").waitFor();
    expect(await shown.innerText()).toBe(
        TEXT.replace("蠢货", "■■").replace("16600007731", "■".repeat(11)),
    );
    expect(await page.locator("body").innerText()).not.toContain("16600007731");
    await officer.looksRight("a masked review");
    await leave(officer);
});

test("the original is sealed, and asked for by one person", async () => {
    const supervisor = await atTheCase("supervisor");
    const { page } = supervisor;
    await page.getByText("原文已密封，解封需要两个人。").waitFor();
    await page.getByRole("button", { name: "申请解封原文" }).first().click();
    await field(page, "理由").fill("警方调取");
    await send(page, "申请解封原文");
    await page.getByText("已申请解封，等另一人确认").waitFor();
    expect(await page.getByRole("button", { name: "确认解封原文" }).count()).toBe(0);
    await leave(supervisor);
});

test("another person unseals the original; the review stays masked", async () => {
    const senior = await atTheCase("senior");
    const { page } = senior;
    expect(await page.locator("body").innerText()).not.toContain("16600007731");
    await page.getByRole("button", { name: "确认解封原文" }).first().click();
    await send(page, "确认解封原文");
    await page.getByText("原文已由两人解封").waitFor();
    await page.locator(".exhibit .quote", { hasText: "16600007731" }).waitFor();
    await page.locator(".quote", { hasText: "说是米白" }).getByText("■■").first().waitFor();
    await senior.looksRight("an unsealed original");
    await leave(senior);
});
