// Every screen of the sample shop, in both languages, at three widths: nothing cut off, no
// error, nothing that a screen reader could not read. With PINGLI_PICTURES, a folder, each is drawn.
import { join } from "node:path";
import type { Browser, Request } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner, type Person, sampleIsJudged } from "./person";
import { type Server, startServer } from "./server";

const PICTURES = process.env.PINGLI_PICTURES;
const IMPORT_MS = 60_000;
const FIRST_LOAD_BYTES_MAX = 500_000;

let server: Server;
let browser: Browser;
let boss: Person;
let caseId: string;

beforeAll(async () => {
    [server, browser] = await Promise.all([startServer({ options: ["--sample"] }), launch()]);
    boss = await owner(server);
    await sampleIsJudged(boss);
    const report = boss.at("reviews/review/8005181952051315054/report");
    caseId = String((await boss.ask("POST", report, {})).case_id);
}, IMPORT_MS);
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

const SCREENS: [name: string, path: () => string][] = [
    ["today", () => "today"],
    ["reviews", () => "reviews"],
    ["review", () => "reviews/review/8005181952051315054"],
    ["cases", () => "cases"],
    ["open-case", () => "cases/open"],
    ["case", () => `cases/${caseId}`],
    ["tribunal", () => "tribunal"],
    ["ledger", () => "tribunal/ledger"],
    ["insights", () => "insights"],
    ["rulebooks", () => "rulebooks"],
    ["rulebook", () => "rulebooks/malicious-review/2026.1"],
    ["import", () => "import"],
    ...[
        "people",
        "shop",
        "numbers",
        "hooks",
        "audit",
        "security",
        "erasing",
        "backups",
        "account",
    ].map((part): [string, () => string] => [part, () => `administration/${part}`]),
];

for (const language of ["zh", "en"] as const)
    test.each(SCREENS)(`%s in ${language}`, async (name, path) => {
        const visitor = await Visitor.open(browser, server, language);
        await visitor.logIn("owner");
        await visitor.goTo(`/s/${boss.shop}/${path()}`);
        await visitor.isQuiet();
        if (PICTURES)
            await visitor.page.screenshot({ path: join(PICTURES, `${name}-${language}.png`) });
        await visitor.looksRight(name); // proves X8: nothing cut off, no error, readable by a screen reader
    });

test("the first load of Today is light, and asks nobody else", async () => {
    const known = await Visitor.open(browser, server);
    await known.logIn("owner");
    const session = await known.context.storageState();
    await known.close();
    const visitor = await Visitor.open(browser, server, "zh", session); // with nothing else kept
    const asked: Promise<number>[] = [];
    const elsewhere: string[] = [];
    const note = (request: Request): void => {
        if (!request.url().startsWith(server.origin)) elsewhere.push(request.url());
        asked.push(request.sizes().then((sizes) => sizes.responseBodySize));
    };
    visitor.page.on("requestfinished", note);
    await visitor.goTo(`/s/${boss.shop}/today`);
    await visitor.isQuiet();
    visitor.page.off("requestfinished", note); // what ends with the page has no size any more
    const bytes = (await Promise.all(asked)).reduce((sum, one) => sum + one, 0);
    expect(elsewhere).toEqual([]);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(FIRST_LOAD_BYTES_MAX);
});
