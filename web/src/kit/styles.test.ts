import { beforeAll, expect, test, vi } from "vitest";
import { removeCSS, updateCSS } from "./styles";

class Sheet {
    text = "";
    replaceSync(text: string) {
        this.text = text;
    }
}
const texts = () => (document.adoptedStyleSheets as unknown as Sheet[]).map((one) => one.text);

beforeAll(() => {
    vi.stubGlobal("CSSStyleSheet", Sheet); // jsdom has none that a script may make
    Object.defineProperty(document, "adoptedStyleSheets", { value: [], writable: true });
});

test("what parts write at run time stands in made sheets, never in the page", () => {
    updateCSS("body { overflow: hidden }", "lock");
    updateCSS("a { color: red }", "other");
    updateCSS("body { overflow: clip }", "lock");
    expect(texts()).toEqual(["body { overflow: clip }", "a { color: red }"]);
    expect(document.querySelectorAll("style")).toHaveLength(0);
    removeCSS("lock");
    removeCSS("never there");
    expect(texts()).toEqual(["a { color: red }"]);
});
