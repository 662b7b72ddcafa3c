// The forms of administration on a phone: no field is cut, and each button can be touched.
import { expect, test } from "vitest";
import { deskForWalks } from "./desk";

const desk = deskForWalks({ time: "2026-05-12T10:00:00+08:00" }, ({ boss }) =>
    boss.invite("wang", "王女士", ["claimant"]),
);
const PHONE = { width: 360, height: 640 };

const FORMS = [
    ["people", "邀请", "Invite"],
    ["shop", "新开店铺", "Open another shop"],
    ["hooks", "新推送", "New web-hook"],
    ["account", "新令牌", "New token"],
    ["erasing", "删除一个人", "Erase a person"],
] as const;

/** The library puts a blank between two characters of a button. */
const spaced = (name: string) => new RegExp([...name].join("\\s?"));

test.each(
    FORMS.flatMap(([part, zh, en]) => [
        { part, language: "zh" as const, name: zh },
        { part, language: "en" as const, name: en },
    ]),
)("the form of $part is whole on a phone ($language)", async ({ part, language, name }) => {
    const visitor = await desk.visitor(language);
    const { page } = visitor;
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${desk.boss.shop}/administration/${part}`);
    await visitor.isQuiet();
    await page
        .getByRole("button", { name: spaced(name) })
        .first()
        .click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await visitor.looksRight(`a form of ${part} in ${language}`);
    await page.setViewportSize(PHONE);
    for (const button of await dialog.locator(".ant-modal-footer button").all())
        await button.click({ trial: true });
    for (const field of await dialog.locator("input:visible").all())
        expect(await field.evaluate((one) => one.getBoundingClientRect().right)).toBeLessThan(360);
    await visitor.close();
});

test("what is typed into a row of numbers is whole on a phone", async () => {
    const visitor = await desk.visitor();
    const { page } = visitor;
    await visitor.logIn("owner");
    await visitor.goTo(`/s/${desk.boss.shop}/administration/numbers`);
    await visitor.isQuiet();
    await page.getByRole("button", { name: "添加一行" }).click();
    await page.getByRole("button", { name: /保\s*存/ }).waitFor();
    await visitor.looksRight("a row of numbers");
    await page.setViewportSize(PHONE);
    await page.getByRole("button", { name: /保\s*存/ }).click({ trial: true });
    await visitor.close();
});
