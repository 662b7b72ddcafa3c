// An owner erases a person at the desk, and what that person wrote is gone from the case and
// from what is searched.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner, type Person } from "./person";
import { PASSWORD, type Server, startServer } from "./server";

const WORDS = "饕餮貔貅的原话";
const KEPT = "青花瓷瓶的原话";
const REASON = "本人要求，工单 1234";

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
    const claim = async (login: string, name: string, words: string) => {
        const buyer = await boss.invite(login, name, ["claimant"]);
        const opened = await buyer.ask("POST", buyer.at("claims"), {
            perspective: "decided",
            title: "电话太多",
            person: buyer.user,
            allegations: [{ alleged: "frequent_contact", person: "buyer", words }],
        });
        return `/s/${boss.shop}/cases/${String(opened.case_id)}`;
    };
    casePath = await claim("wang", "王女士", WORDS);
    await claim("zhao", "赵先生", KEPT);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

async function found(visitor: Visitor, words: string): Promise<number> {
    await visitor.goTo(`/s/${boss.shop}/cases?q=${encodeURIComponent(words)}`);
    await visitor.isQuiet();
    return visitor.page.locator("#content").getByText("电话太多").count();
}

test("the words of one person are gone, those of another stay", async () => {
    const visitor = await Visitor.open(browser, server);
    const { page } = visitor;
    await visitor.logIn("owner");
    await expect.poll(() => found(visitor, WORDS)).toBe(1);
    await visitor.goTo(casePath);
    await page.getByText(WORDS).first().waitFor();

    await visitor.goTo(`/s/${boss.shop}/administration/erasing`);
    server.setTime("2026-05-12T10:30:00+08:00");
    await page.getByRole("button", { name: "删除一个人" }).click();
    const dialog = page.getByRole("dialog", { name: "删除一个人" });
    await dialog.getByRole("combobox").click();
    await page.locator(".ant-select-dropdown:visible").getByText("王女士").click();
    await dialog.getByLabel("原因").fill(REASON);
    await dialog.getByText("谁也不能恢复").waitFor();
    await visitor.looksRight("an erasing before it is done");
    await dialog.getByRole("button", { name: "删除一个人" }).click();
    await page.getByText("再次确认是您").first().waitFor(); // the log-in is half an hour old
    await page.locator(".ant-modal #password").last().fill(PASSWORD);
    await page.keyboard.press("Enter");
    const row = page.getByRole("row", { name: REASON });
    await row.getByText("完成").waitFor();
    visitor.errors.length = 0; // it was refused once, which is how the desk comes to ask
    await visitor.looksRight("an erasing that is done");

    // proves issue 11, part 5: what is searched of the erased words is gone, another person's is not
    expect(await found(visitor, WORDS)).toBe(0);
    expect(await found(visitor, KEPT)).toBe(1);
    await visitor.goTo(casePath);
    await visitor.isQuiet();
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    // proves issue 11, part 5: the case shows none of them
    expect(await page.content()).not.toContain(WORDS);
    await visitor.looksRight("a case of somebody who was erased");
    await visitor.close();
});
