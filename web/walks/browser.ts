// A browser for walks: it notes every error of the page, and looks for what annoys: text cut off,
// what a screen reader could not read.
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { PASSWORD, type Server } from "./server";

/** A folder: what is looked at is drawn there, as wide as it was. */
const PICTURES = process.env.PINGLI_PICTURES;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const WIDTHS = [360, 1366, 1920];
const HEIGHT = 900;
const QUIET_MS = 300;
const STEP_MS = 15_000;
/** Said by axe-core of what matters. */
const SERIOUS = ["serious", "critical"];

export function launch(): Promise<Browser> {
    return chromium.launch({
        executablePath: CHROMIUM,
        args: [
            ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });
}

export class Visitor {
    /** Those whose page is open. */
    static readonly here = new Set<Visitor>();
    /** Errors of the console and requests that failed; a walk that expects some takes them out. */
    readonly errors: string[] = [];

    private constructor(
        readonly server: Server,
        readonly context: BrowserContext,
        readonly page: Page,
    ) {
        Visitor.here.add(this);
        page.on("console", (message) => {
            if (message.type() === "error") this.errors.push(`console: ${message.text()}`);
        });
        page.on("pageerror", (error) => this.errors.push(`page: ${error.message}`));
        page.on("requestfailed", (request) => {
            const why = request.failure()?.errorText ?? "";
            if (why !== "net::ERR_ABORTED") this.errors.push(`request: ${request.url()} ${why}`);
        });
        page.on("response", (answer) => {
            const isAnybody = answer.status() === 401 && answer.url().endsWith("/api/v1/session");
            if (answer.status() >= 400 && !isAnybody)
                this.errors.push(`request: ${answer.url()} ${answer.status()}`);
        });
    }

    /** `session`: of an earlier visitor, who is logged in. */
    static async open(
        browser: Browser,
        server: Server,
        language: "zh" | "en" = "zh",
        session?: Awaited<ReturnType<BrowserContext["storageState"]>>,
    ) {
        const context = await browser.newContext({
            ...(session && { storageState: session }),
            locale: language === "zh" ? "zh-CN" : "en-GB",
            timezoneId: "Asia/Shanghai",
            viewport: { width: 1366, height: HEIGHT },
        });
        const page = await context.newPage();
        page.setDefaultTimeout(STEP_MS);
        return new Visitor(server, context, page);
    }

    async goTo(path: string) {
        await this.page.goto(this.server.origin + path);
    }
    async logIn(login: string, password = PASSWORD) {
        await this.goTo("/");
        await this.page.locator("#login").fill(login);
        await this.page.locator("#password").fill(password);
        await this.page.keyboard.press("Enter");
        await this.page.locator("#content h1").waitFor();
    }

    /** By the menu that bears one's name. */
    async logOut() {
        await this.page.locator(".shell-top").getByRole("button").last().click();
        await this.page.getByRole("menuitem", { name: /退出登录|Log out/ }).click();
        await this.page.locator("#login").waitFor();
    }

    /** Nothing is on its way any more (but for the stream of changes, which never ends). */
    async isQuiet() {
        await this.page.locator("#content h1").first().waitFor();
        await this.page.waitForFunction(() => !document.querySelector(".ant-skeleton,.ant-spin"));
        await this.page.waitForTimeout(QUIET_MS);
    }

    /** The console tells of a 401 that anybody gets who is not logged in: no fault. */
    faults(): string[] {
        return this.errors.filter((error) => !/status of 401/.test(error));
    }

    /** Text that is cut off without saying so, and a page that must be moved sideways. */
    async clipped(): Promise<string[]> {
        return this.page.evaluate(() => {
            const found: string[] = [];
            if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
                found.push("the page is wider than the window");
            for (const element of document.querySelectorAll<HTMLElement>("body *")) {
                if (!element.innerText?.trim() || element.scrollWidth <= element.clientWidth + 1)
                    continue;
                const style = getComputedStyle(element);
                if (style.overflowX === "visible" || style.display === "inline") continue;
                if (style.opacity === "0") continue; // for screen readers alone
                if (element.closest("[title]") || /auto|scroll/.test(style.overflowX)) continue;
                if (element.querySelector("[title]")?.textContent === element.textContent) continue;
                found.push(`${element.className}: ${element.innerText.slice(0, 60)}`);
            }
            return found;
        });
    }

    /** Fields and buttons that stand out of the window, and buttons that their words run out of. */
    async outOfReach(): Promise<string[]> {
        return this.page.evaluate(() => {
            const found: string[] = [];
            const width = document.documentElement.clientWidth;
            const canScroll = (element: Element) => {
                for (let at = element.parentElement; at; at = at.parentElement)
                    if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
                return false;
            };
            for (const element of document.querySelectorAll<HTMLElement>(
                "input, textarea, button, .ant-btn, .ant-select, .ant-picker",
            )) {
                const style = getComputedStyle(element);
                const { left, right, width: wide } = element.getBoundingClientRect();
                if (!element.checkVisibility() || style.opacity === "0" || wide < 2) continue;
                const name = element.innerText || element.getAttribute("aria-label") || element.id;
                const isOut = left < -1 || right > width + 1;
                if (isOut && !canScroll(element)) found.push(`${element.className}: ${name}`);
                if (element.matches("button") && element.scrollWidth > element.clientWidth + 1)
                    found.push(`the words of a button: ${name}`);
            }
            return found;
        });
    }

    async axeFindings(): Promise<string[]> {
        await this.page.evaluate(axe.source);
        const findings = await this.page.evaluate(() =>
            // biome-ignore lint/suspicious/noExplicitAny: axe is put into the page as a script
            (window as any).axe.run(
                // The library's own copy of a text, by which it measures: hidden, out of the order of tabs.
                { exclude: [["textarea[name=hiddenTextarea]"]] },
                { resultTypes: ["violations"] },
            ),
        );
        return (findings as axe.AxeResults).violations
            .filter((one) => SERIOUS.includes(one.impact ?? ""))
            .map(
                (one) =>
                    `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`,
            );
    }

    /** What must hold on every screen, at every width. */
    async looksRight(name: string) {
        for (const width of WIDTHS) {
            await this.page.setViewportSize({ width, height: HEIGHT });
            await this.page.waitForTimeout(150);
            if (PICTURES)
                await this.page.screenshot({ path: join(PICTURES, `${name} ${width}.png`) });
            expect(await this.clipped(), `${name}: cut off at ${width}`).toEqual([]);
            expect(await this.outOfReach(), `${name}: out of reach at ${width}`).toEqual([]);
            expect(await this.axeFindings(), `${name}: axe at ${width}`).toEqual([]);
        }
        await this.page.setViewportSize({ width: 1366, height: HEIGHT });
        expect(this.faults(), `${name}: errors`).toEqual([]);
    }

    close() {
        Visitor.here.delete(this);
        return this.context.close();
    }
}
