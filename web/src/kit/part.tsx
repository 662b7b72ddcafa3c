// Parts of the desk that are loaded when they are first shown. One that does not come, because the
// server is away or a newer desk is served, is asked for again; then the page is read anew.
import { type ComponentType, lazy, useEffect } from "react";
import { Unreachable } from "../api/problem";
import { ProblemNote } from "./problem-note";

const TRY_AFTER_MS = [0, 500, 1500];
const LOOK_EVERY_MS = 2_000;
/** A page that was just read anew and still lacks a part waits for whoever sits before it. */
const AGAIN_AFTER_MS = 30_000;
const RELOADED = "pingli.reloaded";

/** A part of the desk that did not come. */
export class PartMissing extends Unreachable {}

const pause = (milliseconds: number) => new Promise((wake) => setTimeout(wake, milliseconds));

export async function patiently<T>(load: () => Promise<T>, waits = TRY_AFTER_MS): Promise<T> {
    let cause: unknown;
    for (const wait of waits) {
        if (wait > 0) await pause(wait);
        try {
            return await load();
        } catch (error) {
            cause = error;
        }
    }
    throw new PartMissing(cause);
}

export const loadedPart = (load: () => Promise<{ default: ComponentType }>) =>
    lazy(() => patiently(load));

function readAnew() {
    window.sessionStorage.setItem(RELOADED, String(Date.now()));
    window.location.reload();
}
const wasJustRead = () =>
    Date.now() - Number(window.sessionStorage.getItem(RELOADED) ?? 0) < AGAIN_AFTER_MS;

async function isThere(): Promise<boolean> {
    try {
        return (await fetch(window.location.pathname, { method: "HEAD", cache: "no-store" })).ok;
    } catch {
        return false;
    }
}

/** Browsers keep a part that failed as failed: only a page that is read anew has it. */
export function PartAway({ error }: { error: PartMissing }) {
    useEffect(() => {
        const timer = setInterval(async () => {
            if (!wasJustRead() && (await isThere())) readAnew();
        }, LOOK_EVERY_MS);
        return () => clearInterval(timer);
    }, []);
    return <ProblemNote error={error} onRetry={readAnew} />;
}
