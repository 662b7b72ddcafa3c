// The one way to the server. Types come from its own description (schema.gen.ts). Changes carry the
// session's CSRF token; a session that ended is renewed by the person and the request sent again,
// so that nothing typed is lost. So it is with what takes the password of just now.
import createClient from "openapi-fetch";
import { Problem, Unreachable } from "./problem";
import type { components, paths } from "./schema.gen";
import { holdKey } from "./sealed";

export type Schemas = components["schemas"];

let csrfToken = "";
let csrfOf = "";
/** `user`: whose session it is. */
export const setCsrfToken = (token: string | undefined, user = "") => {
    csrfToken = token ?? "";
    csrfOf = user;
};

/** Asks the person to log in again; false when they will not. Set by the shell. */
let renewSession: () => Promise<boolean> = async () => false;
export const onSessionEnd = (renew: () => Promise<boolean>) => {
    renewSession = renew;
};

/** Asks the person for the password once more; false when they will not. Set by the shell. */
let proveAgain: () => Promise<boolean> = async () => false;
export const onStepUp = (prove: () => Promise<boolean>) => {
    proveAgain = prove;
};

/** A second factor is asked for first: what the session says of itself is old. Set by the shell. */
let lookAgain: () => void = () => {};
export const onFactorOwed = (look: () => void) => {
    lookAgain = look;
};

/** Changes while the clock runs on are lost time; reads without an answer are asked again. */
const OPEN_TO_ALL = [
    "/api/v1/session",
    "/api/v1/session/passkey",
    "/api/v1/session/challenges",
    "/api/v1/links",
];

function signed(request: Request): Request {
    if (request.method !== "GET" && request.method !== "HEAD" && csrfToken)
        request.headers.set("X-CSRF-Token", csrfToken);
    return request;
}

async function send(request: Request): Promise<Response> {
    try {
        return await fetch(signed(request));
    } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") throw error;
        throw new Unreachable();
    }
}

/** Another tab has begun a new session of the same person: its token is taken up. */
async function renewToken(): Promise<boolean> {
    const answer = await fetch("/api/v1/session");
    if (!answer.ok) return false;
    const account: Schemas["account"] = await answer.json();
    if (account.id !== csrfOf || account.csrf_token === csrfToken) return false;
    setCsrfToken(account.csrf_token, account.id);
    holdKey(account.id, account.browser_key);
    return true;
}

/** Whether what kept the request from being done is out of the way. */
async function isMended(answer: Response, path: string): Promise<boolean> {
    if (answer.status === 401) return !OPEN_TO_ALL.includes(path) && renewSession();
    if (answer.status !== 403) return false;
    const body = await answer
        .clone()
        .json()
        .catch(() => ({}));
    const { kind } = new Problem(answer.status, body);
    if (kind === "second-factor-required") lookAgain();
    if (kind === "step-up-required") return proveAgain();
    return kind === "csrf" && renewToken();
}

/** A token that is too old and a proof that is too old may both stand in the way. */
const TRIES_MAX = 3;

export async function deskFetch(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    let again = request.clone();
    let answer = await send(request);
    for (let tries = 1; tries < TRIES_MAX && (await isMended(answer, path)); ++tries) {
        const next = again;
        again = next.clone();
        answer = await send(next);
    }
    return answer;
}

export const client = createClient<paths>({ baseUrl: "", fetch: deskFetch });

interface Answered<T> {
    data?: T;
    error?: unknown;
    response: Response;
}

/** The body of an answer that is well; else throws what the server said. */
export async function unwrap<T>(asked: Promise<Answered<T>>): Promise<T> {
    const { data, error, response } = await asked;
    if (response.ok) return data as T;
    throw new Problem(response.status, typeof error === "object" && error ? error : {});
}

/** A key by which the server knows a request that is sent again. Also without https. */
export function newKey(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface Upload {
    url: string;
    file: File;
    /** The bytes alone are sent; else a form, which keeps the name of the file. */
    isRaw?: boolean;
    onProgress: (share: number) => void;
    signal: AbortSignal;
}

function sendOnce({ url, file, isRaw, onProgress, signal }: Upload): Promise<[number, unknown]> {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open("POST", url);
        request.responseType = "json";
        request.setRequestHeader("X-CSRF-Token", csrfToken);
        request.upload.onprogress = (event) => {
            if (event.lengthComputable) onProgress(event.loaded / event.total);
        };
        request.onload = () => resolve([request.status, request.response]);
        request.onerror = () => reject(new Unreachable());
        request.onabort = () => reject(new DOMException("", "AbortError"));
        signal.addEventListener("abort", () => request.abort());
        if (isRaw) {
            request.setRequestHeader("Content-Type", "application/octet-stream");
            return request.send(file);
        }
        const form = new FormData();
        form.append("file", file, file.name);
        request.send(form);
    });
}

/** Sends a file, telling how far it is; fetch cannot. A session that ended is renewed on the way. */
export async function upload<T>(wish: Upload): Promise<T> {
    let [status, body] = await sendOnce(wish);
    if (status === 401 && (await renewSession())) [status, body] = await sendOnce(wish);
    if (status >= 200 && status < 300) return body as T;
    throw new Problem(status, typeof body === "object" && body ? body : {});
}
