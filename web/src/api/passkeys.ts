// What the browser does with passkeys (WebAuthn), in the words of the API: bytes as base64url.
import { fromBytes, toBytes } from "./bytes";
import type { Schemas } from "./client";

const GOOD_FOR_MS = 4 * 60_000; // less than the server waits for an answer

/** The person did not go through with it, or has no passkey that would do. */
export class PasskeyLeft extends Error {
    constructor(readonly kind: "left" | "known" | "other") {
        super(kind);
        this.name = "PasskeyLeft";
    }
}

/** Browsers have them on pages with a name, over TLS or of this machine. */
export function canUsePasskeys(): boolean {
    const isNumber = /^[\d.]+$|^\[/.test(window.location.hostname);
    return window.isSecureContext && "PublicKeyCredential" in window && !isNumber;
}

/** A person who closes the browser's own window is no fault. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
        return await ask();
    } catch (error) {
        const isKnown = error instanceof DOMException && error.name === "InvalidStateError";
        throw new PasskeyLeft(isKnown ? "known" : "left");
    }
}

type Made = Pick<Schemas["new_passkey"], "client_data" | "authenticator_data">;

export async function makePasskey(wanted: Schemas["passkey_challenge"]): Promise<Made> {
    const publicKey: PublicKeyCredentialCreationOptions = {
        challenge: toBytes(wanted.challenge),
        rp: { id: wanted.rp_id, name: wanted.rp_name },
        user: {
            id: toBytes(wanted.user_handle),
            name: wanted.login,
            displayName: wanted.name,
        },
        pubKeyCredParams: wanted.algorithms.map((alg) => ({ type: "public-key", alg })),
        excludeCredentials: wanted.known.map((id) => ({ type: "public-key", id: toBytes(id) })),
        authenticatorSelection: {
            residentKey: "required",
            requireResidentKey: true,
            userVerification: "required",
        },
        attestation: "none",
        timeout: GOOD_FOR_MS,
    };
    const made = await asked(() => navigator.credentials.create({ publicKey }));
    if (!(made instanceof PublicKeyCredential)) throw new PasskeyLeft("left");
    const response = made.response as AuthenticatorAttestationResponse;
    return {
        client_data: fromBytes(response.clientDataJSON),
        authenticator_data: fromBytes(response.getAuthenticatorData()),
    };
}

/** `only`: the passkey must be of this account. */
export async function showPasskey(
    wanted: Schemas["log_in_challenge"],
    only?: string,
): Promise<Schemas["passkey_log_in"]> {
    const publicKey: PublicKeyCredentialRequestOptions = {
        challenge: toBytes(wanted.challenge),
        rpId: wanted.rp_id,
        userVerification: "required",
        timeout: GOOD_FOR_MS,
    };
    const shown = await asked(() => navigator.credentials.get({ publicKey }));
    if (!(shown instanceof PublicKeyCredential)) throw new PasskeyLeft("left");
    const response = shown.response as AuthenticatorAssertionResponse;
    const { userHandle } = response;
    if (!userHandle) throw new PasskeyLeft("other");
    if (only && new TextDecoder().decode(userHandle) !== only) throw new PasskeyLeft("other");
    return {
        credential: fromBytes(shown.rawId),
        user_handle: fromBytes(userHandle),
        client_data: fromBytes(response.clientDataJSON),
        authenticator_data: fromBytes(response.authenticatorData),
        signature: fromBytes(response.signature),
    };
}
