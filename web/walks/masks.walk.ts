// Two stars, an insult and a number in a review of a trade that is quarrelled over a colour:
// from the files to the words that are masked, and to the original that two people unseal (S6).
import { expect, test } from "vitest";
import type { Visitor } from "./browser";
import { deskForWalks } from "./desk";
import { field, form, move, send } from "./moves";

const ORDER = "8005180000000000006";
const NUMBER = "16600007731";
const TEXT = `说是米白，收到的是土黄，色差大到离谱。那个叫豆豆的客服真是个蠢货，她手机${NUMBER}，你们去骂她`;
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
let casePath: string;
const desk = deskForWalks({ time: "2026-05-05T12:00:00+08:00" }, async ({ boss }) => {
    await boss.invite("agent", "客服小李", ["agent"]);
    await boss.invite("supervisor", "主管老周", ["supervisor"]);
    await boss.invite("officer", "小二甲", ["case_officer"]);
    await boss.invite("senior", "小二乙", ["senior_officer"]);
});

async function atTheCase(login: string): Promise<Visitor> {
    const visitor = await desk.visitor();
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
    const visitor = await desk.visitor();
    const { page } = visitor;
    await visitor.logIn("owner");
    await page.getByRole("link", { name: "导入" }).first().click();
    await page.locator("input[type=file]:not([webkitdirectory])").setInputFiles(dropped);
    await page.getByText("reviews.csv").first().waitFor();
    await page.getByRole("button", { name: "开始读取和认定" }).click();
    await page.getByRole("link", { name: /全部认定/ }).click({ timeout: 60_000 });
    await page.locator("mark.lit-pii", { hasText: NUMBER }).waitFor();
    await page.locator("mark.lit-insult", { hasText: "蠢货" }).waitFor();
    expect(await page.locator("mark.lit-threat,mark.lit-demand").count()).toBe(0);
    await page.getByText("泄露他人信息或辱骂").first().waitFor(); // proves B6
    await page.getByText("颜色或描述不符").first().waitFor();
    await visitor.looksRight("a review with an insult");
    await page.getByRole("button", { name: /^举报/ }).click();
    await page.getByRole("link", { name: "查看案件" }).first().click();
    await page.waitForURL(/\/cases\//);
    await page.getByRole("heading", { name: "举报评价：泄露他人信息或辱骂" }).waitFor();
    await page.getByText("本处裁定").first().waitFor();
    await page.locator("mark.lit-insult", { hasText: "蠢货" }).waitFor();
    await page.locator(".exhibit", { hasText: "辱骂或泄露他人信息的字句及其位置" }).waitFor();
    await visitor.looksRight("a report out of a review");
    casePath = new URL(page.url()).pathname;
    await leave(visitor);
});

test("an officer takes the report up, rules, and masks exactly those words", async () => {
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
    // The records come along from the files; the officer weighs them before anything is ruled.
    await form(page).getByText("先采信 1 件证据，再作裁定").waitFor();
    await officer.looksRight("an exhibit to be weighed first");
    await form(page).getByRole("button", { name: "评价原文及发表时间" }).click();
    await field(page, "理由").fill("与评价页面一致");
    await send(page, "采信证据");
    await move(page, "作出裁定").click();
    await form(page).getByText("成立", { exact: true }).first().click();
    await field(page, "裁定理由").fill("辱骂和手机号须屏蔽，评价的其余部分和评分保留。");
    await send(page, "作出裁定");
    await move(page, "屏蔽字句").click();
    // Both are proposed; words taken out are named again by keyboard, or by the mouse in the text.
    await form(page).locator("mark", { hasText: "蠢货" }).waitFor();
    await form(page).locator("mark", { hasText: NUMBER }).waitFor();
    for (const words of ["蠢货", NUMBER])
        await form(page)
            .getByRole("button", { name: `删除 ${words}` })
            .click();
    expect(await form(page).locator("mark").count()).toBe(0);
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
    }, NUMBER);
    await form(page).locator(".mask-text").dispatchEvent("mouseup");
    await form(page).locator("mark", { hasText: NUMBER }).waitFor();
    await officer.looksRight("words that are being masked");
    await field(page, "理由").fill("辱骂他人、公布手机号");
    await send(page, "屏蔽字句");
    const shown = page.locator(".quote", { hasText: "说是米白" }).first();
    await shown.getByText("■■").waitFor();
    expect(await shown.innerText()).toBe(
        TEXT.replace("蠢货", "■■").replace(NUMBER, "■".repeat(11)),
    );
    // proves X9, of the case; the shelf of reviews still shows what was imported
    expect(await page.locator("body").innerText()).not.toContain(NUMBER);
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
    expect(await page.locator("body").innerText()).not.toContain(NUMBER);
    await page.getByRole("button", { name: "确认解封原文" }).first().click();
    await send(page, "确认解封原文");
    await page.getByText("原文已由两人解封").waitFor();
    await page.locator(".exhibit .quote", { hasText: NUMBER }).waitFor();
    await page.locator(".quote", { hasText: "说是米白" }).getByText("■■").first().waitFor();
    await senior.looksRight("an unsealed original");
    await leave(senior);
});
