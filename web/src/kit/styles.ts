// Stands in for the library's module that adds <style> elements to the page: the same functions over
// style sheets that a script makes, which need no unsafe-inline.

interface Options {
    mark?: string;
}

const sheets = new Map<string, CSSStyleSheet>();

export function updateCSS(css: string, key: string, _options?: Options): HTMLStyleElement {
    let sheet = sheets.get(key);
    if (!sheet) {
        sheet = new CSSStyleSheet();
        sheets.set(key, sheet);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }
    sheet.replaceSync(css);
    return document.createElement("style"); // callers mark it; it is never in the page
}

export function injectCSS(css: string, options?: Options): HTMLStyleElement {
    return updateCSS(css, options?.mark ?? css);
}

export function removeCSS(key: string, _options?: Options): void {
    const sheet = sheets.get(key);
    if (!sheet) return;
    sheets.delete(key);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
}

export function clearContainerCache(): void {}
