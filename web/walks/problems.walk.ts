// proves X8: what the server refuses is told in the language of the desk, and in no other.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner, type Person } from "./person";
import { PASSWORD, type Server, startServer } from "./server";

const LANGUAGES = ["zh", "en"] as const;
type Language = (typeof LANGUAGES)[number];
/** What must not stand in a text of the language: words of the other. */
const FOREIGN: Record<Language, RegExp> = { zh: /[a-z]+ [a-z]+ [a-z]+/i, en: /[\u4e00-\u9fff]/ };
const IMPORTS_MAX = 20;

let server: Server;
let browser: Browser;
let boss: Person;

beforeAll(async () => {
    [server, browser] = await Promise.all([
        startServer({ time: "2026-05-12T10:00:00+08:00" }),
        launch(),
    ]);
    boss = await owner(server);
    await boss.invite("agent", "A. Li", ["agent"]);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

/** The note that `step` brings about, without what stood there before. */
async function told(page: Page, language: Language, words: RegExp) {
    const note = page.getByRole("alert").filter({ hasText: words }).first();
    await note.waitFor();
    expect(await note.innerText()).not.toMatch(FOREIGN[language]);
}

const fields = {
    zh: { name: "显示的姓名", old: "现在的密码", fresh: "新密码", again: "再输一次" },
    en: {
        name: "Name that others see",
        old: "Present password",
        fresh: "New password",
        again: "Once more",
    },
};
const buttons = {
    zh: { save: "保 存", change: "更改密码", invite: "邀请同事" },
    en: { save: "Save", change: "Change the password", invite: "Invite" },
};

test.each(LANGUAGES)("a log-in that is wrong, in %s", async (language) => {
    const visitor = await Visitor.open(browser, server, language);
    const { page } = visitor;
    await visitor.goTo("/");
    await page.locator("#login").fill("owner");
    await page.locator("#password").fill("not the password");
    await page.keyboard.press("Enter");
    await told(page, language, language === "zh" ? /登录名或密码不对/ : /password is wrong/);
    await visitor.close();
});

test.each(LANGUAGES)(
    "what is not there, and what is filled in wrongly, in %s",
    async (language) => {
        const visitor = await Visitor.open(browser, server, language);
        const { page } = visitor;
        const isChinese = language === "zh";
        await visitor.logIn("owner");
        await visitor.goTo(`/s/${boss.shop}/cases/none`);
        await told(page, language, isChinese ? /没有找到/ : /Not found/);

        await visitor.goTo(`/s/${boss.shop}/administration/account`);
        await page.getByLabel(fields[language].name).fill("x".repeat(201));
        await page.getByRole("button", { name: buttons[language].save }).first().click();
        await told(page, language, isChinese ? /名称：应为一行/ : /Name: 1 to 200 bytes/);
        await page.getByLabel(fields[language].old).fill("not the password");
        await page.getByLabel(fields[language].fresh, { exact: true }).fill(PASSWORD);
        await page.getByLabel(fields[language].again).fill(PASSWORD);
        await page.getByRole("button", { name: buttons[language].change }).click();
        await told(
            page,
            language,
            isChinese ? /原密码：应为现在用的密码/ : /Old password: the password/,
        );
        await visitor.close();
    },
);

test.each(LANGUAGES)("imports that cannot be, in %s", async (language) => {
    const visitor = await Visitor.open(browser, server, language);
    const { page } = visitor;
    const isChinese = language === "zh";
    const drop = (...names: [string, string][]) =>
        page.locator("input[type=file]:not([webkitdirectory])").setInputFiles(
            names.map(([name, text]) => ({
                name,
                mimeType: "text/csv",
                buffer: Buffer.from(text),
            })),
        );
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${boss.shop}/import`);
    await drop(["orders.csv", "PK\u0003\u0004 workbook"], ["shop.toml", "id = 7\n"]);
    const fault = page.locator(".import-fault").first();
    await fault.waitFor();
    expect(await fault.innerText()).toMatch(isChinese ? /另存为 CSV/ : /save it as CSV/);
    expect(await fault.innerText()).not.toMatch(FOREIGN[language]);
    expect(await page.getByText(isChinese ? "认不出" : "not recognised").count()).toBe(0);
    await page
        .getByRole("button", { name: isChinese ? "开始读取和认定" : "Read and judge" })
        .click();
    await told(page, language, isChinese ? /没有完成/ : /It failed/);

    const held = await boss.ask<{ imports: { id: string }[] }>("GET", boss.at("imports"));
    for (let count = held.imports.length; count < IMPORTS_MAX; count++)
        await boss.ask("POST", boss.at("imports"));
    await visitor.goTo(`/s/${boss.shop}/import`);
    await drop(["orders.csv", "id\n1\n"]);
    await told(page, language, isChinese ? /先移除一次/ : /remove one first/);
    for (const one of (await boss.ask<typeof held>("GET", boss.at("imports"))).imports)
        await boss.ask("DELETE", boss.at(`imports/${one.id}`));
    await visitor.close();
});
