// What the server answers when it does not do what was asked (application/problem+json).
import type { components } from "./schema.gen";

export type ProblemBody = components["schemas"]["problem"];

export class Problem extends Error {
    constructor(
        readonly status: number,
        readonly body: Partial<ProblemBody>,
    ) {
        super(body.title ?? `HTTP ${status}`);
        this.name = "Problem";
    }
    /** The last part of the type, such as "version-conflict"; stable. */
    get kind(): string {
        return (this.body.type ?? "").split(":").at(-1) ?? "";
    }
}

/** The server was not reached at all. */
export class Unreachable extends Error {
    constructor(cause?: unknown) {
        super("unreachable", { cause });
        this.name = "Unreachable";
    }
}
