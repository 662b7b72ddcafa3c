// The calendar of one's deadlines in the desk: made, its secret told once, read by a program, ended.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner, type Person } from "./person";
import { type Server, startServer } from "./server";

let server: Server;
let browser: Browser;
let boss: Person;

beforeAll(async () => {
    [server, browser] = await Promise.all([
        startServer({ options: ["--feeds-with-secret-in-address"] }),
        launch(),
    ]);
    boss = await owner(server);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

test.each([
    {
        language: "zh" as const,
        words: {
            make: "生成日历",
            address: "地址",
            user: "用户名",
            secret: "日历密钥",
            inAddress: "生成自带密钥的地址",
            whole: "日历地址",
            end: "停用日历",
            none: "还没有日历。",
        },
    },
    {
        language: "en" as const,
        words: {
            make: "Make a calendar",
            address: "Address",
            user: "User name",
            secret: "The calendar's secret",
            inAddress: "Make an address that contains the secret",
            whole: "The calendar's address",
            end: "End the calendar",
            none: "There is no calendar yet.",
        },
    },
])("a calendar is made, read and ended ($language)", async ({ language, words }) => {
    const visitor = await Visitor.open(browser, server, language);
    const { page } = visitor;
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${boss.shop}/administration/account`);
    await page.getByRole("button", { name: words.make }).click();
    const shown = (label: string) => page.getByLabel(label, { exact: true });
    await shown(words.secret).waitFor();
    const [address, user, secret] = await Promise.all(
        [words.address, words.user, words.secret].map((one) => shown(one).inputValue()),
    );
    // proves issue 11, part 8 (ASVS V14.2.1): the address opens nothing without the secret
    expect(address).not.toContain(secret);
    expect((await fetch(String(address))).status).toBe(401);
    const basic = `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}`;
    const read = await fetch(String(address), { headers: { Authorization: basic } });
    expect(await read.text()).toContain("BEGIN:VCALENDAR");
    await visitor.looksRight("a new calendar");

    await page.reload();
    await shown(words.user).waitFor();
    // proves issue 11, part 8: the secret is told once
    expect(await shown(words.secret).count()).toBe(0);

    await page.getByRole("button", { name: words.inAddress }).click();
    await visitor.looksRight("what an address with its secret means");
    await page.locator(".ant-popconfirm-buttons .ant-btn-primary").click();
    const whole = await shown(words.whole).inputValue();
    expect((await fetch(whole)).status).toBe(200);
    await page.getByRole("button", { name: words.end }).click();
    await page.getByText(words.none).waitFor();
    expect((await fetch(whole)).status).toBe(404);
    expect(visitor.faults()).toEqual([]);
    await visitor.close();
});
