// A session that ended while somebody worked.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { deskFetch, newKey, onSessionEnd, setCsrfToken, unwrap } from "./client";
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
