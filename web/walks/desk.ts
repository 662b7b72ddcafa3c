// What a file of walks begins and ends with: a server of its own, a browser, and the owner.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launch, Visitor } from "./browser";
import { owner, type Person } from "./person";
import { type Options, type Server, startServer } from "./server";

export interface Desk {
    server: Server;
    browser: Browser;
    boss: Person;
    /** The server's data. */
    data: string;
    /** A browser at the log-in. */
    visitor: (language?: "zh" | "en") => Promise<Visitor>;
}

/** `prepare`: what is there before the first walk. Filled before the walks begin, not at once. */
export function deskForWalks(options: Options, prepare?: (desk: Desk) => Promise<unknown>): Desk {
    const home = mkdtempSync(join(tmpdir(), "pingli-desk-"));
    const desk = { data: join(home, "data") } as Desk;
    desk.visitor = (language) => Visitor.open(desk.browser, desk.server, language);
    beforeAll(async () => {
        [desk.server, desk.browser] = await Promise.all([
            startServer({ data: desk.data, ...options }),
            launch(),
        ]);
        desk.boss = await owner(desk.server);
        await prepare?.(desk);
    });
    afterAll(async () => {
        await desk.browser?.close();
        await desk.server?.stop();
        rmSync(home, { recursive: true, force: true });
    });
    return desk;
}
