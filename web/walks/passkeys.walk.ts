// A passkey in the desk, with a device that the browser makes believe: from being made to being taken away.
import type { Browser, CDPSession } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner, type Person } from "./person";
import { type Server, startServer } from "./server";

let server: Server;
let browser: Browser;
let boss: Person;

beforeAll(async () => {
    // Passkeys are made for names: 127.0.0.1 is none.
    const started = await Promise.all([
        startServer({ time: "2026-05-12T10:00:00+08:00" }),
        launch(),
    ]);
    browser = started[1];
    server = { ...started[0], origin: started[0].origin.replace("127.0.0.1", "localhost") };
    boss = await owner(server);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

/** A device that verifies its holder, in the browser of this visitor. */
async function withAuthenticator({ page }: Visitor): Promise<CDPSession> {
    const session = await page.context().newCDPSession(page);
    await session.send("WebAuthn.enable");
    await session.send("WebAuthn.addVirtualAuthenticator", {
        options: {
            protocol: "ctap2",
            transport: "internal",
            hasResidentKey: true,
            hasUserVerification: true,
            isUserVerified: true,
            automaticPresenceSimulation: true,
        },
    });
    return session;
}

test.each([
    {
        language: "zh" as const,
        words: {
            add: "添加通行密钥",
            enter: "用通行密钥登录",
            confirm: "用通行密钥确认",
            stepUp: "再次确认是您",
            remove: /移\s*除/,
            none: "没有通行密钥",
            wrong: "这个通行密钥不能登录本服务器",
        },
    },
    {
        language: "en" as const,
        words: {
            add: "Add a passkey",
            enter: "Log in with a passkey",
            confirm: "Confirm with a passkey",
            stepUp: "Confirm that it is you",
            remove: "Remove",
            none: "No passkeys",
            wrong: "This passkey does not work on this server",
        },
    },
])(
    "a passkey is made, enters, confirms, and is taken away ($language)",
    async ({ language, words }) => {
        server.setTime("2026-05-12T10:00:00+08:00");
        const visitor = await Visitor.open(browser, server, language);
        const { page } = visitor;
        await withAuthenticator(visitor);
        await visitor.logIn("owner");
        const account = `/s/${boss.shop}/administration/account`;
        await visitor.goTo(account);
        await page.getByRole("button", { name: words.add }).click();
        await page.locator(".ant-modal #name").fill("walk");
        await page.keyboard.press("Enter");
        const row = page.getByRole("row", { name: /walk/ });
        await row.waitFor();
        await visitor.looksRight("passkeys");

        await visitor.logOut();
        // proves issue 11, part 4: it opens the desk without a name or a password
        await page.getByRole("button", { name: words.enter }).click();
        await page.locator("#content h1").waitFor();
        await visitor.looksRight("in with a passkey");

        // Half an hour later it is asked again for what gives rights away.
        await visitor.goTo(account);
        await row.waitFor();
        server.setTime("2026-05-12T10:30:00+08:00");
        await row.getByRole("button", { name: words.remove }).click();
        await page.locator(".ant-popconfirm-buttons .ant-btn-primary").click();
        // proves issue 11, part 4: it confirms what takes a proof of just now
        await page.getByText(words.stepUp).first().waitFor();
        await page.getByRole("button", { name: words.confirm }).click();
        await page.getByText(words.none).waitFor();

        await visitor.logOut();
        await page.getByRole("button", { name: words.enter }).click();
        // proves issue 11, part 4: taken away, it opens nothing
        await page.getByText(words.wrong).waitFor();
        expect(visitor.errors.filter((error) => !/40[13]/.test(error))).toEqual([]);
        await visitor.close();
    },
);
