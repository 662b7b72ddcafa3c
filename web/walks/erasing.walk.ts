// An owner erases a person at the desk, and what that person wrote is gone from the case and
// from what is searched.
import { expect, test } from "vitest";
import type { Visitor } from "./browser";
import { deskForWalks } from "./desk";
import { PASSWORD } from "./server";

const WORDS = "饕餮貔貅的原话";
const KEPT = "青花瓷瓶的原话";
const REASON = "本人要求，工单 1234";

let casePath: string;
const desk = deskForWalks({ time: "2026-05-12T10:00:00+08:00" }, async ({ boss }) => {
    casePath = await (await boss.invite("wang", "王女士", ["claimant"])).claim(WORDS);
    await (await boss.invite("zhao", "赵先生", ["claimant"])).claim(KEPT);
});

async function found(visitor: Visitor, words: string): Promise<number> {
    await visitor.goTo(`/s/${desk.boss.shop}/cases?q=${encodeURIComponent(words)}`);
    await visitor.isQuiet();
    return visitor.page.locator("#content").getByText("电话太多").count();
}

test("the words of one person are gone, those of another stay", async () => {
    const { server, boss } = desk;
    const visitor = await desk.visitor();
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
    await visitor.looksRight("whom to erase");
    await dialog.getByRole("button", { name: "下一步" }).click();
    // The last step names whose words go, and what of them stays.
    const sure = page.getByRole("dialog", { name: "永远删除“王女士 (wang)”写的内容？" });
    await sure.getByText("谁也不能恢复").waitFor();
    await sure.getByText("此人的账号：姓名“王女士”和登录名“wang”").waitFor();
    await visitor.looksRight("an erasing before it is done");
    await sure.getByRole("button", { name: /返\s*回/ }).click();
    expect(await dialog.getByLabel("原因").inputValue()).toBe(REASON);
    await dialog.getByRole("button", { name: "下一步" }).click();
    await sure.locator(".ant-btn-dangerous", { hasText: "永远删除" }).click();
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
