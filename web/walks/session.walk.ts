// A session that ends while somebody works loses nothing: what was asked for is done once they
// are back, what was typed is still there, and it is sent once.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Visitor } from "./browser";
import { deskForWalks } from "./desk";
import { field, form } from "./moves";
import { Person } from "./person";
import { PASSWORD } from "./server";

const PURPOSE = "当天只打过两个电话，都接通了";

let casePath: string;
const desk = deskForWalks({ time: "2026-05-12T10:00:00+08:00" }, async ({ boss }) => {
    await boss.invite("agent", "客服小李", ["agent"]);
    casePath = await boss.claim("打了很多电话", "p-wang");
});

async function logInAgain({ page }: Visitor) {
    await page.getByText("登录已过期").waitFor();
    await page.locator(".ant-modal #password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByText("登录已过期").waitFor({ state: "hidden" });
}

async function beginExhibit(page: Page) {
    await page.locator(".moves").getByRole("button", { name: "提交证据" }).click();
    await form(page)
        .locator("input[type=file]")
        .setInputFiles({ name: "截图.png", mimeType: "image/png", buffer: Buffer.from("\x89PNG") });
    await form(page).getByText("截图.png").waitFor();
    await page.getByRole("combobox", { name: "种类" }).fill("聊天截图");
    await page.keyboard.press("Enter");
    await field(page, "证明什么").fill(PURPOSE);
    await field(page, "来源（如何取得）").fill("店铺后台");
}

async function stillThere(page: Page) {
    expect(await field(page, "证明什么").inputValue()).toBe(PURPOSE);
    expect(await field(page, "来源（如何取得）").inputValue()).toBe("店铺后台");
    expect(await form(page).getByText("截图.png").count()).toBe(1);
}

test("the screen that was asked for comes after the log-in that was asked for", async () => {
    const visitor = await desk.visitor();
    await visitor.logIn("agent");
    await visitor.page.getByRole("link", { name: "管理" }).click();
    await visitor.isQuiet();
    await visitor.context.clearCookies();
    await visitor.page.getByRole("link", { name: "案件" }).click();
    await logInAgain(visitor);
    await visitor.page.getByRole("heading", { level: 1, name: "案件" }).waitFor();
    expect(visitor.errors.filter((error) => !error.includes("401"))).toEqual([]);
    await visitor.close();
});

test("a long form is sent once, by who is back", async () => {
    const visitor = await desk.visitor();
    const { page } = visitor;
    const taken: number[] = [];
    page.on("response", (answer) => {
        if (answer.url().includes("/commands/submit_evidence")) taken.push(answer.status());
    });
    await visitor.logIn("agent");
    await visitor.goTo(casePath);
    await beginExhibit(page);
    await visitor.isQuiet();
    await visitor.context.clearCookies();
    await form(page).getByRole("button", { name: "提交证据", exact: true }).click();
    await page.getByText("登录已过期").waitFor();
    expect(await page.locator(".move-form").isVisible()).toBe(false);
    await logInAgain(visitor);
    await form(page).waitFor({ state: "detached" });
    await page.locator(".exhibit", { hasText: PURPOSE }).waitFor();
    // proves X8: what was typed is still there, and is sent once
    expect(await page.locator(".exhibit", { hasText: PURPOSE }).count()).toBe(1);
    expect(taken).toEqual([401, 200]);
    expect(visitor.errors.filter((error) => !error.includes("401"))).toEqual([]);
    await visitor.close();
});

test("a session that is ended elsewhere hides the page at once, and keeps what was typed", async () => {
    // review of round four, M4: the words of a case stayed on the screen of who was shut out
    const visitor = await desk.visitor();
    const { page } = visitor;
    await visitor.logIn("agent");
    await visitor.goTo(casePath);
    await beginExhibit(page);
    await visitor.isQuiet();
    const elsewhere = await new Person(desk.server).logIn("agent");
    await elsewhere.ask("DELETE", "/api/v1/sessions");
    await page.getByText("登录已过期").waitFor();
    await page.getByText("页面内容已隐藏").waitFor();
    for (const one of [page.getByText("电话太多").first(), page.locator("#content")])
        expect(await one.isVisible()).toBe(false);
    await logInAgain(visitor);
    await page.getByText("电话太多").first().waitFor();
    await stillThere(page);
    await visitor.close();
});

test("who has lost the last shop has an account still, and a way out", async () => {
    // review of round four, M5
    const guest = await desk.boss.invite("guest", "客服小周", ["agent"]);
    const visitor = await desk.visitor();
    const { page } = visitor;
    await visitor.logIn("guest");
    await visitor.isQuiet();
    await desk.boss.ask("DELETE", desk.boss.at(`people/${guest.user}`));
    await logInAgain(visitor); // to lose a place ends what was begun in it
    await page.getByText("您不属于任何店铺").waitFor();
    await page.locator("#old_password").waitFor();
    visitor.errors.splice(0); // what was refused once the place was gone
    await visitor.looksRight("in no shop");
    await page.getByRole("button", { name: "English" }).click();
    await page.locator(".shell-top").getByRole("button", { name: "Log out" }).click();
    await page.locator("#login").waitFor();
    await visitor.close();
});

test("what gives rights away takes the password of just now, and is then done", async () => {
    const visitor = await desk.visitor();
    const { page } = visitor;
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${desk.boss.shop}/administration/people`);
    const row = page.getByRole("row", { name: /客服小李/ });
    await row.waitFor();
    desk.server.setTime("2026-05-12T10:30:00+08:00");
    await row.getByRole("button", { name: "新链接" }).click();
    await page.getByText("再次确认是您").first().waitFor();
    // It was refused, which is how the desk comes to ask.
    expect(visitor.errors.splice(0).every((error) => error.includes("403"))).toBe(true);
    await visitor.looksRight("the password once more");
    await page.locator(".ant-modal #password").fill("not the password");
    await page.keyboard.press("Enter");
    await page.locator(".ant-modal .ant-alert").waitFor();
    await page.locator(".ant-modal #password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByText("“客服小李”的一次性链接").waitFor();
    expect(visitor.errors.filter((error) => !/40[13]|422/.test(error))).toEqual([]);
    await visitor.close();
});

test("what was typed outlives a page that is read anew, and is gone with who logs out", async () => {
    const visitor = await desk.visitor();
    const { page } = visitor;
    await visitor.logIn("agent");
    await visitor.goTo(casePath);
    await beginExhibit(page);
    await visitor.isQuiet();
    await visitor.context.clearCookies();
    await page.reload();
    await page.locator("#login").fill("agent");
    await page.locator("#password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByText("有写了一半的内容").waitFor();
    await page.locator(".moves").getByRole("button", { name: "提交证据" }).click();
    await stillThere(page); // proves X8: a page that is read anew loses nothing
    await visitor.looksRight("a form that was begun before");
    // Sealed, so that no word of it can be looked for: what is kept, and then nothing.
    const kept = () =>
        page.evaluate(() =>
            Object.keys(sessionStorage).filter((place) => place.startsWith("pingli.draft.")),
        );
    expect(await kept()).toHaveLength(1);
    await page.getByRole("button", { name: "客服小李" }).click();
    await page.getByRole("menuitem", { name: "退出登录" }).click();
    await page.locator("#login").waitFor();
    expect(await kept()).toEqual([]);
    await visitor.close();
});
