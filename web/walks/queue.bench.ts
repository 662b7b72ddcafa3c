// How soon the queue of a shop with very many cases is on the screen, and whether it scrolls without
// a stall. Where: PINGLI_BENCH_DATA, a folder that `store_bench CASES FOLDER` filled; what it found
// goes, one JSON object a line, to PINGLI_BENCH_LINES.
import { appendFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { launch, Visitor } from "./browser";
import { type Server, startServer } from "./server";

const OWNER = "owner";
const OWNERS_PASSWORD = "correct horse battery"; // bench/served.hpp
const ROUNDS = 5;
const OPEN_AIM_MS = 1000;
/** Two frames at sixty a second: what is longer is seen as a stall. */
const FRAME_AIM_MS = 34;
const SCROLL_PAGES = 60;

let server: Server;
let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
    const data = process.env.PINGLI_BENCH_DATA;
    if (!data) throw new Error("PINGLI_BENCH_DATA names no folder of data");
    [server, browser] = await Promise.all([startServer({ data }), launch()]);
    visitor = await Visitor.open(browser, server);
    await visitor.logIn(OWNER, OWNERS_PASSWORD);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

function say(name: string, milliseconds: number, aim: number) {
    const line = JSON.stringify({
        name: `desk: ${name} at ${process.env.PINGLI_BENCH_CASES ?? "50000"} cases`,
        value: Math.round(milliseconds * 10) / 10,
        unit: "ms",
        against: `aim ${aim} ms`,
        ratio: Math.round((milliseconds / aim) * 100) / 100,
    });
    console.log(line);
    const lines = process.env.PINGLI_BENCH_LINES;
    if (lines) appendFileSync(lines, `${line}\n`);
}

const median = (all: number[]) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
/** Looked for in each frame: a locator looks again only after half a second. */
const firstRow = (page: Page) =>
    page.waitForFunction(() => document.querySelector(".rows-one"), null, { polling: "raf" });

/** From the address to the first row, all of the desk read anew. */
async function opening(path: string): Promise<number> {
    const began = performance.now();
    await visitor.page.goto(server.origin + path, { waitUntil: "commit" });
    await firstRow(visitor.page);
    return performance.now() - began;
}

/** Down the list for `pages` windows, a third of a window each frame. What the frames took. */
function scroll(pages: number): Promise<number[]> {
    return visitor.page.evaluate(async (windows) => {
        const list = document.querySelector(".rows");
        if (!list) throw new Error("no list");
        const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
        const took: number[] = [];
        let before = await frame();
        let target = 0;
        for (const end = windows * list.clientHeight; target < end; ) {
            target += list.clientHeight / 3;
            list.scrollTop = target;
            const now = await frame();
            took.push(now - before);
            before = now;
            // The end of what was read so far: wait as a reader would, until more is there.
            while (list.scrollTop < target - list.clientHeight) {
                await frame();
                list.scrollTop = target;
                before = await frame();
            }
        }
        return took;
    }, pages);
}

test("the queue", async () => {
    await visitor.page.getByRole("link", { name: "案件" }).click();
    await firstRow(visitor.page);
    const path = new URL(visitor.page.url()).pathname;
    const opened: number[] = [];
    for (let i = 0; i < ROUNDS; ++i) opened.push(await opening(path));
    say("queue on the screen, from the address", median(opened), OPEN_AIM_MS);

    const found: number[] = [];
    for (const q of ["退款", "差评", "快递", "骚扰", "质量"])
        found.push(await opening(`${path}?q=${q}`));
    say("what two characters find, from the address", median(found), OPEN_AIM_MS);

    await opening(path);
    const frames = (await scroll(SCROLL_PAGES)).sort((a, b) => a - b);
    say(
        "a frame while scrolling, p99",
        frames[Math.floor(frames.length * 0.99)] ?? 0,
        FRAME_AIM_MS,
    );
    say("a frame while scrolling, longest", frames.at(-1) ?? 0, FRAME_AIM_MS);
});
