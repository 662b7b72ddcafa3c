// proves X8 H2 H7: a claim from filing to the appeal's ruling, as four people at their own desks, with
// nothing but the desk (S20, S29).
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { field, form, move, send } from "./moves";
import { owner, type Person } from "./person";
import { type Server, startServer } from "./server";

const TITLE = "一天被打了十四个电话";
const PURPOSE = "说明昨天的通话经过";
const OWN_PURPOSE = "对照我们名下全部号码的详单";

/** The carrier's list as the carrier gives it: 14 calls of one day, two of which were answered. */
const CALLS = [
    "主叫,被叫,开始时间,时长（秒）",
    ...Array.from({ length: 14 }, (_, i) => {
        const time = `${String(8 + Math.floor(i / 2)).padStart(2, "0")}:${i % 2 ? "30" : "00"}:07`;
        return `16600000001,16600000063,2026-05-11 ${time},${i < 2 ? 41 : 0}`;
    }),
].join("\r\n");

let server: Server;
let browser: Browser;
let boss: Person;
let casePath: string;

beforeAll(async () => {
    [server, browser] = await Promise.all([
        startServer({ time: "2026-05-12T10:00:00+08:00" }),
        launch(),
    ]);
    boss = await owner(server);
    await boss.invite("buyer", "王女士", ["claimant"]);
    await boss.invite("agent", "客服小李", ["agent"]);
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
    await visitor.page.getByText(TITLE).first().waitFor();
    return visitor;
}

async function leave(visitor: Visitor) {
    expect(visitor.faults()).toEqual([]);
    await visitor.close();
}

const exhibit = (page: Page, purpose: string) => page.locator(".exhibit", { hasText: purpose });

async function pick(page: Page, label: string, choice: string) {
    await page.getByRole("combobox", { name: label }).click();
    await page.locator(".ant-select-dropdown:visible").getByTitle(choice, { exact: true }).click();
}

test("the buyer files the claim, and sees it among her own", async () => {
    const buyer = await Visitor.open(browser, server);
    const { page } = buyer;
    await buyer.logIn("buyer");
    await page.getByText("您还没有投诉").waitFor();
    await buyer.looksRight("the desk of a buyer");
    await page.getByRole("link", { name: "提出投诉" }).first().click();
    await page.getByLabel("标题").fill(TITLE);
    await page.getByLabel("订单号").fill("123456789012345678");
    await page.keyboard.press("Enter");
    await pick(page, "投诉内容", "频繁联系");
    await page.getByLabel("原话").fill("昨天给我打了14个电话，没法上班");
    await pick(page, "对生活的影响", "打扰了正常生活");
    await buyer.looksRight("a claim that is being filed");
    await page.getByRole("button", { name: "提出投诉" }).click();
    await page.waitForURL(/\/cases\/[0-9a-f]{8}/);
    casePath = new URL(page.url()).pathname;
    await buyer.looksRight("a case of a buyer");
    await page.getByRole("link", { name: "案件" }).first().click();
    await page.getByText(TITLE).first().waitFor();
    await leave(buyer);
});

test("the officer takes the claim up out of the queue", async () => {
    const officer = await Visitor.open(browser, server);
    await officer.logIn("officer");
    await officer.page.getByRole("link", { name: "裁定" }).click();
    await officer.page.getByText(TITLE).first().click();
    await officer.page.waitForURL(/\/cases\//);
    await move(officer.page, "受理介入").click();
    await send(officer.page, "受理介入");
    await officer.page.getByText("审理中").first().waitFor();
    await leave(officer);
});

test("the agent answers and submits the carrier's list, which a second browser sees by itself", async () => {
    const watching = await atTheCase("officer");
    const agent = await atTheCase("agent");
    const { page } = agent;
    await move(page, "提交说明").click();
    await form(page).getByRole("radio", { name: "说明" }).check();
    await field(page, "说明").fill("为送货打的电话");
    await field(page, "交易经过").fill("一笔普通的交易");
    await send(page, "提交说明");
    await watching.page.getByText("为送货打的电话").first().waitFor();

    await move(page, "提交证据").click();
    await form(page)
        .locator("input[type=file]")
        .setInputFiles({ name: "详单.csv", mimeType: "text/csv", buffer: Buffer.from(CALLS) });
    await form(page).getByText("14 次联系 · 接通 2 次 · 24 小时内最多 14 次").waitFor();
    await form(page).getByTitle("运营商通话详单").waitFor();
    await field(page, "证明什么").fill(PURPOSE);
    await field(page, "来源（如何取得）").fill("运营商营业厅");
    await form(page).getByRole("radio", { name: "印证" }).check();
    await pick(page, "号码属于商家", "是");
    await agent.looksRight("an exhibit that is being handed in");
    await send(page, "提交证据");
    await exhibit(watching.page, PURPOSE).getByText("14 次联系").waitFor();
    await leave(watching);
    await agent.looksRight("a case of an agent");
    await leave(agent);
});

test("the officer weighs the list and rules; the ledger has twelve points", async () => {
    const officer = await atTheCase("officer");
    const { page } = officer;
    await exhibit(page, PURPOSE).getByRole("button", { name: "采信证据" }).click();
    await form(page).getByText("14 次联系").waitFor();
    await officer.looksRight("an exhibit that is being weighed");
    await field(page, "理由").fill("运营商出具，完整");
    await send(page, "采信证据");
    await move(page, "作出裁定").click();
    await form(page).getByText("一般违规 12 分").waitFor();
    await form(page).getByText("成立", { exact: true }).first().click();
    await field(page, "裁定理由").fill("详单显示一天十四次，其中十二次未接。");
    await send(page, "作出裁定");
    await page.getByText("已裁定").first().waitFor();
    await officer.looksRight("a ruled case of an officer");
    await page.getByRole("link", { name: "裁定" }).first().click();
    await page.getByRole("link", { name: "扣分记录" }).click();
    await page.getByText("12").first().waitFor();
    await officer.looksRight("the ledger");
    await leave(officer);
});

test("the agent appeals with a list that was not there before", async () => {
    const agent = await atTheCase("agent");
    const { page } = agent;
    await move(page, "提出申诉").click();
    await field(page, "申诉理由").fill("这个号码不是我们的");
    await send(page, "提出申诉");
    await move(page, "提交证据").click();
    await pick(page, "种类", "运营商通话详单");
    await field(page, "证明什么").fill(OWN_PURPOSE);
    await field(page, "来源（如何取得）").fill("运营商营业厅");
    await form(page).getByRole("radio", { name: "反驳" }).check();
    await send(page, "提交证据");
    await exhibit(page, OWN_PURPOSE).waitFor();
    await leave(agent);

    const first = await atTheCase("officer");
    await first.page.getByText("申诉中").first().waitFor();
    expect(await move(first.page, "裁定申诉").count()).toBe(0);
    await leave(first);
});

test("another officer rules on the appeal, and the points are undone", async () => {
    const senior = await atTheCase("senior");
    const { page } = senior;
    await exhibit(page, OWN_PURPOSE).getByRole("button", { name: "采信证据" }).click();
    await field(page, "理由").fill("名下全部号码都在内");
    await send(page, "采信证据");
    await exhibit(page, PURPOSE).getByRole("button", { name: "采信证据" }).click();
    await form(page).getByRole("radio", { name: "不能证明" }).check();
    await field(page, "理由").fill("这个号码不是商家的");
    await send(page, "采信证据");
    await move(page, "裁定申诉").click();
    await form(page).getByText("不成立", { exact: true }).first().click();
    await field(page, "裁定理由").fill("号码不是商家的");
    await senior.looksRight("an appeal that is being ruled");
    await send(page, "裁定申诉");
    await page.getByText("终局").first().waitFor();
    await page.getByRole("link", { name: "裁定" }).first().click();
    await page.getByRole("link", { name: "扣分记录" }).click();
    await page.getByText("相反记录").first().waitFor();
    await senior.looksRight("the ledger with a contrary entry");
    await leave(senior);
});

test("the buyer reads how it ended", async () => {
    const buyer = await atTheCase("buyer");
    await buyer.page.getByText("终局").first().waitFor();
    await buyer.page.getByText("号码不是商家的").first().waitFor();
    await buyer.looksRight("an ended case of a buyer");
    await leave(buyer);
});

test("a case is found by two characters, which are lit", async () => {
    const agent = await Visitor.open(browser, server);
    await agent.logIn("agent");
    await agent.page.keyboard.press("/");
    await agent.page.keyboard.type("电话");
    await agent.page.keyboard.press("Enter");
    await agent.page.getByText("“电话”的搜索结果").waitFor();
    await agent.page.locator(".rows-one mark", { hasText: "电话" }).first().waitFor();
    await agent.looksRight("the queue of cases");
    await leave(agent);
});
