// The second factor in the desk, from the secret that is shown to the day it is turned off again.
import { expect, test } from "vitest";
import { codeOf } from "./authenticator";
import type { Visitor } from "./browser";
import { deskForWalks } from "./desk";
import { Person } from "./person";
import { PASSWORD } from "./server";

const WRONG = "000000";

const desk = deskForWalks({ time: "2026-05-12T10:00:00+08:00" });

async function giveCode({ page }: Visitor, code: string) {
    await page.locator("#code").fill(code);
    await page.keyboard.press("Enter");
}

async function logInWithCode(visitor: Visitor, code: string) {
    const { page } = visitor;
    await page.locator("#login").fill("owner");
    await page.locator("#password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await giveCode(visitor, code);
    await page.locator("#content h1").waitFor();
}

test.each([
    {
        language: "zh" as const,
        hour: "10",
        words: {
            begin: "开始设置",
            turnOn: /^开\s*启$/,
            turnOff: "关闭两步验证",
            on: "两步验证已开启。其他设备需要重新登录。",
            off: "两步验证已关闭。其他设备需要重新登录。",
            left: /还剩 9 个恢复码/,
            copy: /复\s*制/,
            copied: "已复制",
            used: "有人用掉了您的一个恢复码",
            kept: "已记好",
            wrong: "还没有用过的验证码",
            wrongAtLogIn: "验证码不对，或已经用过",
        },
    },
    {
        language: "en" as const,
        hour: "13",
        words: {
            begin: "Set it up",
            turnOn: "Turn it on",
            turnOff: "Turn it off",
            on: "The second factor is on. Other devices have to log in again.",
            off: "The second factor is off. Other devices have to log in again.",
            left: /9 recovery codes are left/,
            copy: "Copy",
            copied: "Copied",
            used: "One of your recovery codes was used",
            kept: "I have saved them",
            wrong: "a code that was not used before",
            wrongAtLogIn: "This code is wrong or was already used",
        },
    },
])("it is turned on, asked for, and turned off again ($language)", async (row) => {
    const { language, hour, words } = row;
    const { server, boss } = desk;
    const setMinute = (minute: number) => server.setTime(`2026-05-12T${hour}:0${minute}:00+08:00`);
    setMinute(0);
    const visitor = await desk.visitor(language);
    const { page } = visitor;
    await visitor.logIn("owner");
    const elsewhere = await new Person(server).logIn("owner");
    const account = `/s/${boss.shop}/administration/account`;
    await visitor.goTo(account);
    await page.getByRole("button", { name: words.begin }).click();
    const confirm = page.locator("#factor-confirm");
    const secret = await confirm.locator("code").innerText();
    await visitor.looksRight("a second factor that is being set up");
    await confirm.locator("#factor-confirm_code").fill(WRONG);
    await page.keyboard.press("Enter");
    await confirm.getByText(words.wrong).waitFor();
    // review of round four, M1: a code of now, on a desk that is half a year behind
    await confirm.locator("#factor-confirm_code").fill(codeOf(secret, -1));
    await confirm.getByRole("button", { name: words.turnOn }).click();
    await page.getByText(words.on).waitFor();
    const codes = await page.locator(".ant-alert li code").allInnerTexts();
    expect(codes.length).toBe(10);
    // proves issue 11, ASVS V7.4.3: where one was logged in elsewhere, one is no more
    await expect(elsewhere.ask("GET", "/api/v1/session")).rejects.toThrow("401");
    visitor.errors.length = 0; // the wrong code was refused, as it should be
    await visitor.looksRight("recovery codes");
    await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.locator(".ant-alert").getByRole("button", { name: words.copy }).click();
    await page.getByText(words.copied).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join("\n"));
    await page.getByRole("button", { name: words.kept }).click();
    await page.locator(".ant-alert li code").first().waitFor({ state: "detached" });

    await visitor.logOut();
    setMinute(1);
    await page.locator("#login").fill("owner");
    await page.locator("#password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.locator("#code").waitFor();
    await visitor.looksRight("a log-in that asks for a code");
    await giveCode(visitor, WRONG);
    // proves issue 11, part 4: what was wrong is said
    await page.getByText(words.wrongAtLogIn).waitFor();
    await giveCode(visitor, codeOf(secret));
    await page.locator("#content h1").waitFor();

    await visitor.logOut();
    await logInWithCode(visitor, codes[0] ?? "");
    await visitor.goTo(account);
    await page.getByText(words.left).waitFor();
    // proves issue 11, part 4: whose recovery code was used is told of it
    await page.getByText(words.used).first().waitFor();
    setMinute(2);
    const remove = page.locator("#factor-remove");
    await remove.locator("#factor-remove_password").fill(PASSWORD);
    await remove.locator("#factor-remove_code").fill(WRONG);
    await remove.getByRole("button", { name: words.turnOff }).click();
    await remove.getByText(words.wrong).waitFor();
    await remove.locator("#factor-remove_code").fill(codeOf(secret, 1));
    await remove.getByRole("button", { name: words.turnOff }).click();
    await page.getByText(words.off).waitFor();
    await page.getByRole("button", { name: words.begin }).waitFor();

    await visitor.logOut();
    await visitor.logIn("owner"); // the password alone does again
    expect(visitor.errors.filter((error) => !/401|422/.test(error))).toEqual([]);
    await visitor.close();
});
