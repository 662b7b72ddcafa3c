// What was done is read in the desk's language, without codes; and an audit says what it looked at,
// when, and what it found, in that language and no other.
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { codeOf } from "./authenticator";
import type { Visitor } from "./browser";
import { deskForWalks } from "./desk";
import { Person } from "./person";
import { PASSWORD } from "./server";

const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What must not stand in a text of the language: words of the other. */
const FOREIGN = { zh: /[a-z]+ [a-z]+ [a-z]+/i, en: /[\u4e00-\u9fff]/ };
/** A code or an id, as programs write them. */
const CODE = /[a-z]+_[a-z]+|[0-9a-f]{8}-[0-9a-f]{4}|roles=|\b40[134]\b|\/api\//;

const languages = [
    {
        language: "zh" as const,
        words: {
            verify: "开始核验",
            good: "核对过的内容里，没有发现改动或缺失。",
            looked: /1 个证据文件/,
            unlooked: /没有填写另存的链头/,
            when: /核验从 .* 开始，到 .* 结束/,
            damaged: "证据文件丢失或被改动",
            lost: /的文件 [0-9a-f]{64} 丢失/,
            what: "做了什么",
            changed: "更改人员权限",
            outcome: "结果",
            refused: "被拒绝",
            none: "没有这样的记录",
            factor: "用掉一个恢复码",
        },
    },
    {
        language: "en" as const,
        words: {
            verify: "Verify now",
            good: "Nothing that was checked has been changed or lost.",
            looked: /1 file of exhibits/,
            unlooked: /Without an expected head/,
            when: /Begun .*, ended /,
            damaged: "A file of an exhibit is lost or was changed",
            lost: /its file [0-9a-f]{64} is lost/,
            what: "What",
            changed: "Somebody's rights changed",
            outcome: "Outcome",
            refused: "Refused",
            none: "There is no such entry",
            factor: "Recovery code used up",
        },
    },
];

const desk = deskForWalks({ time: "2026-05-12T10:00:00+08:00" }, async ({ boss, server }) => {
    const agent = await boss.invite("agent", "A. Li", ["agent"]);
    await agent.ask("GET", agent.at("cases"));
    const buyer = await boss.invite("wang", "Wang", ["claimant"]);
    const path = await buyer.claim("打了很多电话");
    const kept = await buyer.ask("POST", buyer.at("files"), PICTURE);
    const { sha256, bytes, mime } = kept;
    await buyer.command(path.split("/").at(-1) ?? "", "submit_evidence", {
        kind: "call_screenshots",
        origin: "手机",
        purpose: "来电",
        file: { sha256, bytes, mime, name: "1.png" },
    });
    const begun = await agent.ask("POST", "/api/v1/second-factor");
    const told = await agent.ask("POST", "/api/v1/second-factor/confirmation", {
        code: codeOf(String(begun.secret)),
    });
    const [code] = told.recovery_codes as string[];
    await new Person(server).ask("POST", "/api/v1/session", {
        login: "agent",
        password: PASSWORD,
        code,
    });
    for (const roles of [["supervisor"], ["agent", "supervisor"]])
        await boss.ask("PATCH", boss.at(`people/${agent.user}`), { roles });
    await agent.ask("GET", agent.at("audit")).catch(() => undefined); // refused
    await new Person(server).logIn("nobody").catch(() => undefined); // refused too
    server.setTime("2026-05-12T10:05:00+08:00"); // what is gathered is written when its minute is over
});

async function openedAt(part: string, language: "zh" | "en"): Promise<Visitor> {
    const visitor = await desk.visitor(language);
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${desk.boss.shop}/administration/${part}`);
    await visitor.isQuiet();
    return visitor;
}

async function choose({ page }: Visitor, label: string, option: string) {
    const select = page.getByRole("combobox", { name: label, exact: true });
    await select.click();
    await page.locator(".ant-select-dropdown:visible").getByTitle(option, { exact: true }).click();
}

test.each(languages)("the security log in words, and some of it ($language)", async (row) => {
    const { language, words } = row;
    const visitor = await openedAt("security", language);
    const { page } = visitor;
    const table = page.locator("#content table");
    await table.getByText(words.changed).first().waitFor();
    await table.getByText(words.factor).first().waitFor();
    const shown = await table.innerText();
    // proves issue 11, part 7: words of the language, no codes
    expect(shown).not.toMatch(CODE);
    expect(shown.replaceAll(/A\. Li|Wang|owner/g, "")).not.toMatch(FOREIGN[language]);
    await visitor.looksRight("the security log");

    await choose(visitor, words.what, words.changed);
    const rows = table.locator("tbody tr");
    await expect.poll(() => rows.count()).toBe(2);
    await choose(visitor, words.outcome, words.refused);
    await page.getByText(words.none).waitFor();
    await visitor.goTo(`/s/${desk.boss.shop}/administration/security`);
    await choose(visitor, words.outcome, words.refused);
    const others = rows.filter({ hasNotText: words.refused });
    await expect.poll(() => others.count()).toBe(0);
    expect(await rows.count()).toBeGreaterThan(0);
    await visitor.looksRight("some of the security log");
    await visitor.close();
});

/** All files below. */
const filesIn = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isFile());

test.each(languages)("an audit that finds nothing says of what ($language)", async (row) => {
    const { language, words } = row;
    const visitor = await openedAt("audit", language);
    const { page } = visitor;
    await page.getByRole("button", { name: words.verify }).click();
    await page.getByText(words.good).waitFor();
    // proves issue 11, part 5: no more is called sound than was looked at
    for (const one of [words.looked, words.unlooked, words.when])
        await page.getByText(one).first().waitFor();
    const line = (await page.locator(".ant-alert .hash").innerText()).trim();
    await page.locator(".verify-form input").fill(line);
    await page.getByRole("button", { name: words.verify }).click();
    await page.getByText(words.unlooked).waitFor({ state: "detached" });
    await page.getByText(words.good).waitFor();
    expect(await page.locator(".ant-alert").innerText()).not.toMatch(FOREIGN[language]);
    await visitor.looksRight("an audit that found nothing");
    await visitor.close();
});

test.each(languages)("a fault is told in the language of the desk ($language)", async (row) => {
    const { language, words } = row;
    for (const file of filesIn(join(desk.data, "files"))) rmSync(file);
    const visitor = await openedAt("audit", language);
    const { page } = visitor;
    await page.getByRole("button", { name: words.verify }).click();
    const fault = page.getByRole("row", { name: words.damaged });
    await fault.getByText(words.lost).waitFor();
    // proves X8: what an audit finds is said in the language of the desk, and in no other
    expect(await fault.innerText()).not.toMatch(FOREIGN[language]);
    await visitor.looksRight("an audit that found something");
    await visitor.close();
});
