// proves H12: what a claimant alleges beside the carrier's list and the shop's own log, in the desk.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner, type Person } from "./person";
import { type Server, startServer } from "./server";

const NUMBER = "0571-8888 6666";
const BUYER = "13400001111";
const LIST = `主叫号码,被叫号码,通话开始时间,通话时长
057188886666,13711112222,2026-05-10 09:00:00,12
057188886666,${BUYER},2026-05-11 21:05:00,0
057188886666,13711112222,2026-05-12 09:00:00,31
`;
const LOG = `时间,客服,买家,渠道,号码
2026-05-10 09:00,小李,b1,call,13711112222
2026-05-11 21:04,小李,b2,call,${BUYER}
2026-05-12 09:00,小李,b1,call,13711112222
`;

let server: Server;
let browser: Browser;
let boss: Person;
let caseId: string;

async function submit(agent: Person, kind: string, table: string) {
    const file = await agent.ask("POST", agent.at("files"), table);
    await agent.command(caseId, "submit_evidence", {
        exhibit_id: kind,
        kind,
        origin: "导出",
        purpose: "说明联系经过",
        file: { ...file, name: `${kind}.csv`, mime: "text/csv" },
    });
}

beforeAll(async () => {
    [server, browser] = await Promise.all([
        startServer({ time: "2026-05-12T10:00:00+08:00" }),
        launch(),
    ]);
    boss = await owner(server);
    const agent = await boss.invite("agent", "客服小李", ["agent"]);
    await boss.ask("PUT", boss.at("register"), {
        numbers: [{ number: NUMBER, channel: "call", from: "2024-01-01" }],
    });
    const opened = await boss.ask("POST", boss.at("claims"), {
        perspective: "tracked",
        title: "夜里被打电话",
        person: "p-wang",
        allegations: [
            { id: "a1", alleged: "frequent_contact", person: "buyer", words: "夜里打电话" },
        ],
    });
    caseId = String(opened.case_id);
    await submit(agent, "carrier_list", LIST);
    await submit(agent, "contact_log", LOG);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

test("an agent holds what is alleged against the papers", async () => {
    const agent = await Visitor.open(browser, server);
    await agent.logIn("agent");
    await agent.goTo(`/s/${boss.shop}/cases/${caseId}`);
    const { page } = agent;
    await page.getByRole("button", { name: "开始核对" }).click();
    const alleged = page.getByLabel("对方所称的联系");
    await alleged.fill("昨晚给我打电话");
    await page.getByRole("button", { name: /对\s*照/ }).click();
    await page.getByText("第 1 行没有看到时间").waitFor();
    await alleged.fill("2026-05-11 21:00 电话\n2026-05-11 23:30 电话");
    await page.getByLabel("对方所称的来电号码").fill(NUMBER);
    await page.getByLabel("对方的手机号").fill(BUYER);
    await page.getByRole("button", { name: /对\s*照/ }).click();
    const rows = page.getByRole("table", { name: "核对联系记录" }).getByRole("row");
    await rows.nth(2).waitFor();
    expect(await rows.nth(1).getByText("相符").count()).toBe(3);
    expect(await rows.nth(2).getByText("不符").count()).toBe(2);
    await agent.looksRight("the contacts of a claim");
    await agent.close();
});
