// What a walk saw when it failed: a picture of every page that was open.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach } from "vitest";
import { Visitor } from "./browser";

const PICTURES = join(import.meta.dirname, "../../build/walks");

afterEach(async ({ task }) => {
    const visitors = [...Visitor.here];
    if (task.result?.state === "fail") mkdirSync(PICTURES, { recursive: true });
    for (const [i, visitor] of visitors.entries()) {
        if (task.result?.state === "fail")
            await visitor.page.screenshot({
                path: join(PICTURES, `${task.name} ${i + 1}.png`),
                fullPage: true,
            });
        await visitor.close();
    }
});
