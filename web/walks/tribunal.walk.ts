// proves X8 H2 H7: a claim from filing to the appeal's ruling, as four people at their own desks
// (S20, S29).
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner, type Person } from "./person";
import { type Server, startServer } from "./server";

let server: Server;
let browser: Browser;
let boss: Person;
let buyer: Person;
let caseId: string;

const CALLS = Array.from(
    { length: 14 },
    (_, i) =>
        `2026-05-11 ${String(8 + Math.floor(i / 2)).padStart(2, "0")}:${i % 2 ? "30" : "00"} 电话 ${i < 2 ? "接通" : "未接"}`,
).join("\n");

beforeAll(async () => {
    [server, browser] = await Promise.all([
        startServer({ time: "2026-05-12T10:00:00+08:00" }),
        launch(),
    ]);
    boss = await owner(server);
    buyer = await boss.invite("buyer", "王女士", ["claimant"]);
    await boss.invite("agent", "客服小李", ["agent"]);
    await boss.invite("officer", "小二甲", ["case_officer"]);
    await boss.invite("senior", "小二乙", ["senior_officer"]);
    const opened = await buyer.ask("POST", buyer.at("claims"), {
        perspective: "decided",
        title: "一天被打了十四个电话",
        person: "p-wang",
        platform: "taobao",
        orders: ["123456789012345678"],
        allegations: [
            {
                id: "a1",
                alleged: "frequent_contact",
                person: "buyer",
                words: "昨天给我打了14个电话，没法上班",
                facts: { effect: "disturbed" },
            },
        ],
    });
    caseId = String(opened.case_id);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

/** At the case, logged in. */
async function atTheCase(login: string): Promise<Visitor> {
    const visitor = await Visitor.open(browser, server);
    await visitor.logIn(login);
    await visitor.goTo(`/s/${boss.shop}/cases/${caseId}`);
    await visitor.page.getByText("一天被打了十四个电话").first().waitFor();
    return visitor;
}

const move = (page: Page, name: string) => page.locator(".moves").getByRole("button", { name });
const form = (page: Page) => page.locator(".move-form");

async function send(page: Page, name: string) {
    await form(page).getByRole("button", { name, exact: true }).last().click();
    await form(page).waitFor({ state: "detached" });
}

test("the officer takes the claim up out of the queue", async () => {
    const officer = await Visitor.open(browser, server);
    await officer.logIn("officer");
    await officer.page.getByRole("link", { name: "裁定" }).click();
    await officer.page.getByText("一天被打了十四个电话").first().click();
    await officer.page.waitForURL(/\/cases\//);
    await move(officer.page, "受理介入").click();
    await send(officer.page, "受理介入");
    await officer.page.getByText("审理中").first().waitFor();
    expect(officer.faults()).toEqual([]);
    await officer.close();
});

test("the agent answers and submits the carrier's list, which a second browser sees by itself", async () => {
    const watching = await atTheCase("officer");
    const agent = await atTheCase("agent");
    const { page } = agent;
    await move(page, "提交说明").click();
    await form(page).getByRole("radio").nth(1).check({ force: true });
    await form(page).locator("textarea").nth(0).fill("为送货打的电话");
    await form(page).locator("textarea").nth(1).fill("一笔普通的交易");
    await send(page, "提交说明");
    await watching.page.getByText("为送货打的电话").first().waitFor();
    await watching.close();
    // What the exhibit shows is told in the words of the carrier: line by line.
    await (await login("agent")).command(
        caseId,
        "submit_evidence",
        exhibit("e-list", "confirms", true),
    );
    await page.getByText("14 次联系").first().waitFor();
    expect(agent.faults()).toEqual([]);
    await agent.looksRight("a case of an agent");
    await agent.close();
});

test("the officer weighs the list and rules; the ledger has twelve points", async () => {
    const officer = await atTheCase("officer");
    const { page } = officer;
    await page.getByRole("button", { name: "采信证据" }).last().click();
    await form(page).locator("textarea").last().fill("运营商出具，完整");
    await send(page, "采信证据");
    await move(page, "作出裁定").click();
    await form(page).getByText("成立", { exact: true }).first().click();
    await form(page).locator("textarea").first().fill("详单显示一天十四次，其中十二次未接。");
    await send(page, "作出裁定");
    await page.getByText("已裁定").first().waitFor();
    await officer.looksRight("a ruled case of an officer");
    await page.getByRole("link", { name: "裁定" }).first().click();
    await page.getByRole("link", { name: "扣分记录" }).click();
    await page.getByText("12").first().waitFor();
    await officer.looksRight("the ledger");
    await officer.close();
});

test("the appeal is ruled by another officer, and the points are undone", async () => {
    const agent = await atTheCase("agent");
    await move(agent.page, "提出申诉").click();
    await form(agent.page).locator("textarea").first().fill("我们自己的详单没有这些电话");
    await send(agent.page, "提出申诉");
    await agent.close();
    await (await login("agent")).command(
        caseId,
        "submit_evidence",
        exhibit("e-own", "contradicts", false),
    );

    const first = await atTheCase("officer");
    expect(await move(first.page, "裁定申诉").count()).toBe(0);
    await first.close();

    const senior = await login("senior");
    await senior.command(caseId, "weigh_exhibit", weighing("e-list", "nothing"));
    await senior.command(caseId, "weigh_exhibit", weighing("e-own", "contradicts"));
    const second = await atTheCase("senior");
    await move(second.page, "裁定申诉").click();
    await form(second.page).getByText("不成立", { exact: true }).first().click();
    await form(second.page).locator("textarea").first().fill("号码不是商家的");
    await send(second.page, "裁定申诉");
    await second.page.getByText("终局").first().waitFor();
    await second.goTo(`/s/${boss.shop}/tribunal/ledger?year=2026`);
    await second.page.getByText("相反记录").first().waitFor();
    expect(second.faults()).toEqual([]);
    await second.close();
});

test("a case is found by two characters", async () => {
    const agent = await Visitor.open(browser, server);
    await agent.logIn("agent");
    await agent.page.keyboard.press("/");
    await agent.page.keyboard.type("上班");
    await agent.page.keyboard.press("Enter");
    await agent.page.getByText("一天被打了十四个电话").first().waitFor();
    await agent.looksRight("the queue of cases");
    await agent.close();
});

const login = async (name: string) => {
    const { Person } = await import("./person");
    return new Person(server).logIn(name);
};
const exhibit = (id: string, showing: string, hasCalls: boolean) => ({
    exhibit_id: id,
    kind: "carrier_list",
    origin: "运营商营业厅",
    purpose: "说明通话经过",
    bearings: [
        {
            allegation: "a1",
            showing,
            contacts: hasCalls
                ? CALLS.split("\n").map((line, i) => ({
                      channel: "call",
                      at: `${line.slice(0, 10)}T${line.slice(11, 16)}:00+08:00`,
                      answered: i < 2,
                  }))
                : [],
            facts: hasCalls ? { number_is_shops: true } : {},
        },
    ],
});
const weighing = (id: string, showing: string) => ({
    exhibit_id: id,
    admitted: true,
    findings: [{ allegation: "a1", showing }],
    reason: "不是商家的号码",
});
