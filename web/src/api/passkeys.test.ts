// What the browser makes and shows, in the words of the API.
import { afterEach, expect, test, vi } from "vitest";
import { fromBytes, toBytes } from "./bytes";
import { canUsePasskeys, makePasskey, PasskeyLeft, showPasskey } from "./passkeys";

const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;

class Credential {
    constructor(
        readonly response: object,
        readonly rawId = bytes("id"),
    ) {}
}

function answering(methods: Partial<Record<"create" | "get", () => Promise<unknown>>>) {
    vi.stubGlobal("PublicKeyCredential", Credential);
    vi.stubGlobal("navigator", { credentials: methods });
}

afterEach(() => vi.unstubAllGlobals());

const CHALLENGE = { challenge: "Y2hhbGxlbmdl", rp_id: "desk.test" };
const SHOWN = {
    clientDataJSON: bytes("{}"),
    authenticatorData: bytes("data"),
    signature: bytes("signature"),
    userHandle: bytes("u1"),
};

test("bytes go as base64url and come back", () => {
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(fromBytes(all.buffer)).not.toMatch(/[+/=]/);
    expect([...toBytes(fromBytes(all.buffer))]).toEqual([...all]);
});

test("a passkey is asked for with its holder verified, and without a name", async () => {
    const get = vi.fn(async () => new Credential(SHOWN));
    answering({ get });
    const shown = await showPasskey(CHALLENGE, "u1");
    expect(shown.user_handle).toBe(fromBytes(bytes("u1")));
    expect(shown.credential).toBe(fromBytes(bytes("id")));
    const [asked] = get.mock.calls[0] as unknown as [{ publicKey: Record<string, unknown> }];
    expect(asked.publicKey).toMatchObject({ rpId: "desk.test", userVerification: "required" });
    expect(asked.publicKey.allowCredentials).toBeUndefined();
});

test("another account's passkey confirms nothing", async () => {
    answering({ get: async () => new Credential(SHOWN) });
    await expect(showPasskey(CHALLENGE, "u2")).rejects.toMatchObject({ kind: "other" });
});

test("who closes the browser's window has left; what is there already is said", async () => {
    const wanted = {
        ...CHALLENGE,
        rp_name: "Pingli",
        user_handle: "dTE",
        login: "owner",
        name: "O",
        algorithms: [-7],
        known: ["aWQ"],
    };
    const fails = (name: string) => async () => {
        throw new DOMException("", name);
    };
    answering({ create: fails("NotAllowedError") });
    await expect(makePasskey(wanted)).rejects.toEqual(new PasskeyLeft("left"));
    answering({ create: fails("InvalidStateError") });
    await expect(makePasskey(wanted)).rejects.toMatchObject({ kind: "known" });
});

test("browsers have none on a page under a number", () => {
    vi.stubGlobal("PublicKeyCredential", Credential);
    const at = (hostname: string, isSecureContext = true) => {
        vi.stubGlobal("window", {
            isSecureContext,
            location: { hostname },
            PublicKeyCredential: Credential,
        });
        return canUsePasskeys();
    };
    expect([at("localhost"), at("127.0.0.1"), at("[::1]"), at("desk.test", false)]).toEqual([
        true,
        false,
        false,
        false,
    ]);
});
