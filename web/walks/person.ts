// One person at the interface: for what a walk needs to be there before it begins.
import { PASSWORD, type Server } from "./server";

const IMPORT_MS = 60_000;
const PAUSE_MS = 200;

type Json = Record<string, unknown>;

export class Person {
    private cookie = "";
    private csrf = "";
    shop = "";
    user = "";

    constructor(readonly server: Server) {}

    /** What takes the password of just now is asked again with it, as the desk does. */
    async ask<T = Json>(method: string, path: string, body?: unknown): Promise<T> {
        try {
            return await this.askOnce<T>(method, path, body);
        } catch (error) {
            if (!String(error).includes("step-up-required")) throw error;
            const again = await this.askOnce("POST", "/api/v1/session/reauthenticate", {
                password: PASSWORD,
            });
            this.csrf = String(again.csrf_token);
            return this.askOnce<T>(method, path, body);
        }
    }

    private async askOnce<T = Json>(method: string, path: string, body?: unknown): Promise<T> {
        const raw = body instanceof Uint8Array || typeof body === "string";
        const answer = await fetch(this.server.origin + path, {
            method,
            headers: {
                Cookie: this.cookie,
                "X-CSRF-Token": this.csrf,
                ...(body !== undefined && !raw && { "Content-Type": "application/json" }),
            },
            body: body === undefined ? undefined : raw ? (body as BodyInit) : JSON.stringify(body),
        });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
        const set = answer.headers.get("set-cookie");
        if (set) this.cookie = set.split(";")[0] ?? "";
        return (text.startsWith("{") ? JSON.parse(text) : text) as T;
    }

    private take(account: Json) {
        this.csrf = String(account.csrf_token);
        this.user = String(account.id);
        this.shop = String((account.memberships as Json[])[0]?.shop);
        return this;
    }
    async byLink(secret: string) {
        return this.take(await this.ask("POST", "/api/v1/links", { secret, password: PASSWORD }));
    }
    async logIn(login: string) {
        return this.take(await this.ask("POST", "/api/v1/session", { login, password: PASSWORD }));
    }
    /** Of the shop, such as "cases". */
    at(path: string) {
        return `/api/v1/shops/${this.shop}/${path}`;
    }
    /** Somebody with these roles, who has a password. */
    async invite(login: string, name: string, roles: string[]) {
        const made = await this.ask("POST", this.at("people"), { login, name, roles });
        const secret = String(made.link).split("#link=")[1] ?? "";
        return new Person(this.server).byLink(secret);
    }
    /** A claim of calls that were too many; where it stands in the desk. */
    async claim(words: string, person = this.user) {
        const opened = await this.ask("POST", this.at("claims"), {
            perspective: "decided",
            title: "电话太多",
            person,
            allegations: [{ alleged: "frequent_contact", person: "buyer", words }],
        });
        return `/s/${this.shop}/cases/${String(opened.case_id)}`;
    }
    command(caseId: string, name: string, body: Json = {}) {
        return this.ask("POST", this.at(`cases/${caseId}/commands/${name}`), body);
    }
}

export const owner = (server: Server) => new Person(server).byLink(server.secret);

interface Imports {
    imports: { state: string }[];
}

/** Of a server that was started with `--sample`: there are findings to work on. */
export async function sampleIsJudged(boss: Person) {
    const end = Date.now() + IMPORT_MS;
    while (Date.now() < end) {
        const { imports } = await boss.ask<Imports>("GET", boss.at("imports"));
        if (imports[0]?.state === "done") return;
        await new Promise((wake) => setTimeout(wake, PAUSE_MS));
    }
    throw new Error("the sample shop was not judged");
}
