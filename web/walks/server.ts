// The real server for a walk: on a free port, with data of its own, and people made for it.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START_MS = 30_000;
const STOP_MS = 10_000;
export const PASSWORD = "correct horse 电池";

const program = process.env.PINGLI ?? join(import.meta.dirname, "../../build/dev/pingli");

export interface Server {
    origin: string;
    /** The secret of the owner's first log-in. */
    secret: string;
    /** Moves the server's clock, where it was started with a time. */
    setTime: (time: string) => void;
    stop: () => Promise<void>;
}

export interface Options {
    /** The server goes by this time, e.g. "2026-06-05T12:00:00+08:00". */
    time?: string;
    /** What is there already, with its people: it is kept, and no link is said. */
    data?: string;
    /** Where it listened before; else any that is free. */
    port?: number;
    options?: string[];
}

export async function startServer({
    time,
    data,
    port = 0,
    options = [],
}: Options = {}): Promise<Server> {
    const home = mkdtempSync(join(tmpdir(), "pingli-walk-"));
    const clock = join(home, "clock");
    const isNew = !data || !existsSync(data);
    const setTime = (now: string) => writeFileSync(clock, now);
    if (time) setTime(time);
    const child = spawn(
        program,
        [
            "serve",
            ...["--data", data ?? join(home, "data"), "--listen", `127.0.0.1:${port}`, "--quiet"],
            ...(time ? ["--clock", clock] : []),
            ...options,
        ],
        { stdio: ["ignore", "pipe", "pipe"] },
    );
    const stop = async () => {
        await ended(child);
        rmSync(home, { recursive: true, force: true });
    };
    try {
        const said = await saysBoth(child, isNew);
        return { ...said, setTime, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

/** Where it listens, and the link of a first start: what the server says. */
function saysBoth(
    child: ChildProcess,
    isNew: boolean,
): Promise<{ origin: string; secret: string }> {
    return new Promise((resolve, reject) => {
        let text = "";
        const late = setTimeout(() => reject(new Error(`no server: ${text}`)), START_MS);
        const take = (bytes: Buffer) => {
            text += bytes.toString();
            const origin = /listening on (http:\S+)/.exec(text)?.[1];
            const secret = isNew ? /#link=(\S+)\s/.exec(text)?.[1] : "";
            if (!origin || secret === undefined) return;
            clearTimeout(late);
            resolve({ origin, secret });
        };
        child.stdout?.on("data", take);
        child.stderr?.on("data", take);
        child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${text}`)));
    });
}

function ended(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
        const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
        child.on("exit", () => {
            clearTimeout(late);
            resolve();
        });
        child.kill("SIGTERM");
    });
}
