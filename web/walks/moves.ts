// The moves of a case and the form that one of them opens.
import type { Page } from "playwright-core";

export const move = (page: Page, name: string) =>
    page.locator(".moves").getByRole("button", { name });
export const form = (page: Page) => page.locator(".move-form");
export const field = (page: Page, name: string) => form(page).getByRole("textbox", { name });

/** Sends the form with its button, and waits until it is taken. */
export async function send(page: Page, name: string) {
    await form(page).getByRole("button", { name, exact: true }).last().click();
    await form(page).waitFor({ state: "detached" });
}
