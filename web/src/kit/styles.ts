// Stands in for the library's module that adds <style> elements to the page: the same functions over
// style sheets that a script makes, which need no unsafe-inline.

interface Options {
    mark?: string;
}

interface Made {
    sheet: CSSStyleSheet;
    css: string;
}
const sheets = new Map<string, Made>();

/** Every icon asks for the same sheet as it appears; a sheet that is set anew costs the page's whole
 *  style, so it is only when it differs. */
export function updateCSS(css: string, key: string, _options?: Options): HTMLStyleElement {
    let made = sheets.get(key);
    if (!made) {
        made = { sheet: new CSSStyleSheet(), css: "" };
        sheets.set(key, made);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, made.sheet];
    }
    if (made.css !== css) {
        made.sheet.replaceSync(css);
        made.css = css;
    }
    return document.createElement("style"); // callers mark it; it is never in the page
}

export function injectCSS(css: string, options?: Options): HTMLStyleElement {
    return updateCSS(css, options?.mark ?? css);
}

export function removeCSS(key: string, _options?: Options): void {
    const made = sheets.get(key);
    if (!made) return;
    sheets.delete(key);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== made.sheet);
}

export function clearContainerCache(): void {}
