// A session that ended while somebody worked.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
    deskFetch,
    newKey,
    onFactorOwed,
    onSessionEnd,
    onStepUp,
    setCsrfToken,
    unwrap,
} from "./client";
import { Problem, Unreachable } from "./problem";

const URL_OF_A_COMMAND = "http://desk.test/api/v1/shops/s/cases/c/commands/post_message";
const send = vi.fn<(request: Request) => Promise<Response>>();

beforeEach(() => {
    vi.stubGlobal("fetch", send);
    setCsrfToken("first");
});
afterEach(() => {
    vi.unstubAllGlobals();
    send.mockReset();
    onSessionEnd(async () => false);
    onStepUp(async () => false);
});

const command = () =>
    new Request(URL_OF_A_COMMAND, {
        method: "POST",
        body: '{"text":"您好"}',
        headers: { "Idempotency-Key": "k" },
    });

test("the same request is sent again after the log-in, with the new token", async () => {
    const bodies: string[] = [];
    send.mockImplementation(async (request) => {
        bodies.push(`${request.headers.get("X-CSRF-Token")} ${await request.text()}`);
        return new Response(null, { status: bodies.length === 1 ? 401 : 200 });
    });
    onSessionEnd(async () => {
        setCsrfToken("second");
        return true;
    });
    expect((await deskFetch(command())).status).toBe(200);
    expect(bodies).toEqual(['first {"text":"您好"}', 'second {"text":"您好"}']);
});

test("who will not log in again gets the first answer", async () => {
    send.mockResolvedValue(new Response(null, { status: 401 }));
    expect((await deskFetch(command())).status).toBe(401);
    expect(send).toHaveBeenCalledTimes(1);
});

const refused = (kind: string) =>
    new Response(JSON.stringify({ type: `urn:pingli:problem:${kind}` }), { status: 403 });

test("that a second factor is asked for is told, and the request is not sent again", async () => {
    send.mockImplementation(async () => refused("second-factor-required"));
    const look = vi.fn();
    onFactorOwed(look);
    expect((await deskFetch(command())).status).toBe(403);
    expect(look).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledTimes(1);
    onFactorOwed(() => {});
});

test("what takes the password anew is sent again after it, with the token of the new session", async () => {
    const tokens: (string | null)[] = [];
    send.mockImplementation(async (request) => {
        tokens.push(request.headers.get("X-CSRF-Token"));
        return tokens.length === 1 ? refused("step-up-required") : new Response(null);
    });
    const prove = vi.fn(async () => {
        setCsrfToken("second");
        return true;
    });
    onStepUp(prove);
    expect((await deskFetch(command())).status).toBe(200);
    expect(tokens).toEqual(["first", "second"]);
    expect(prove).toHaveBeenCalledOnce();
});

test("who does not give it gets the first answer, and a role that does not allow asks for nothing", async () => {
    const prove = vi.fn(async () => false);
    onStepUp(prove);
    send.mockImplementation(async () => refused("step-up-required"));
    expect((await (await deskFetch(command())).json()).type).toContain("step-up-required");
    send.mockImplementation(async () => refused("forbidden"));
    expect((await deskFetch(command())).status).toBe(403);
    expect(prove).toHaveBeenCalledOnce();
    expect(send).toHaveBeenCalledTimes(2);
});

test("a session that another tab began is taken up, if it is the same person's", async () => {
    const answers = (user: string) => {
        const tokens: (string | null)[] = [];
        send.mockImplementation(async (request) => {
            if (typeof request === "string")
                return new Response(JSON.stringify({ id: user, csrf_token: "second" }));
            tokens.push(request.headers.get("X-CSRF-Token"));
            return tokens.at(-1) === "second" ? new Response(null) : refused("csrf");
        });
        return tokens;
    };
    setCsrfToken("first", "u1");
    expect(answers("u2")).toEqual([]);
    expect((await deskFetch(command())).status).toBe(403);
    const tokens = answers("u1");
    expect((await deskFetch(command())).status).toBe(200);
    expect(tokens).toEqual(["first", "second"]);
});

test("a wrong password asks for nothing", async () => {
    const renew = vi.fn(async () => true);
    onSessionEnd(renew);
    send.mockResolvedValue(new Response(null, { status: 401 }));
    await deskFetch(new Request("http://desk.test/api/v1/session", { method: "POST", body: "{}" }));
    expect(renew).not.toHaveBeenCalled();
});

test("a server out of reach is told apart from one that refuses", async () => {
    send.mockRejectedValue(new TypeError("Failed to fetch"));
    await expect(deskFetch(command())).rejects.toBeInstanceOf(Unreachable);
    const response = new Response(null, { status: 409 });
    const refused = unwrap(
        Promise.resolve({ error: { type: "urn:pingli:problem:version-conflict" }, response }),
    );
    await expect(refused).rejects.toSatisfy(
        (error) => error instanceof Problem && error.kind === "version-conflict",
    );
});

test("keys are never the same twice", () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(Array.from({ length: 100 }, newKey)).size).toBe(100);
});
