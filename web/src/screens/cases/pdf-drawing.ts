// The pages of a PDF as pictures and plain text. Nothing that stands in the file runs: its scripts, forms and links
// are not even read, and neither wasm nor eval is asked for (the server's policy would refuse them). The
// browser's own viewer, which does run scripts, never sees it (security finding 37).
import { GlobalWorkerOptions, getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

export const PDF_PAGES_MAX = 30;
const PIXELS_MAX = 16 * 1024 * 1024;
const BYTES_OF_PIXEL = 4;
const PAGE_WIDTH_MAX = 900;
const SHARPNESS_MAX = 2;
const PAGE_TEXT_MAX = 20_000;

GlobalWorkerOptions.workerSrc = workerUrl;

/** What the drawing may take for itself; files of fonts and letters are our own. */
function optionsFor(data: Uint8Array) {
    const ours = (folder: string) => new URL(`/pdf/${folder}/`, window.location.origin).href;
    return {
        data,
        cMapUrl: ours("cmaps"),
        standardFontDataUrl: ours("fonts"),
        wasmUrl: ours("decoders"),
        useWasm: false,
        enableXfa: false,
        disableWorkerRendering: true,
        maxImageSize: PIXELS_MAX,
        canvasMaxAreaInBytes: PIXELS_MAX * BYTES_OF_PIXEL,
        verbosity: 0,
    };
}

export interface DrawnPage {
    canvas: HTMLCanvasElement;
    text: string;
    number: number;
    pages: number;
}

/** One page after the other, as they are drawn; ends at the first `signal`. */
export async function drawPages(
    bytes: ArrayBuffer,
    width: number,
    signal: AbortSignal,
    take: (page: DrawnPage) => void,
): Promise<void> {
    const loading = getDocument(optionsFor(new Uint8Array(bytes)));
    const stop = () => void loading.destroy();
    signal.addEventListener("abort", stop);
    try {
        const pdf = await loading.promise;
        const last = Math.min(pdf.numPages, PDF_PAGES_MAX);
        for (let number = 1; number <= last && !signal.aborted; number++)
            take({
                ...(await drawPage(await pdf.getPage(number), width)),
                number,
                pages: pdf.numPages,
            });
    } finally {
        signal.removeEventListener("abort", stop);
        await loading.destroy();
    }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>["promise"]>["getPage"]>>;

async function drawPage(page: Page, width: number) {
    const plain = page.getViewport({ scale: 1 });
    const wanted = Math.min(width, PAGE_WIDTH_MAX) / plain.width;
    // A page may say that it is a metre wide, or a kilometre high.
    const allowed = Math.sqrt(PIXELS_MAX / (plain.width * plain.height));
    const sharpness = Math.min(window.devicePixelRatio || 1, SHARPNESS_MAX);
    const viewport = page.getViewport({ scale: Math.min(wanted * sharpness, allowed) });
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.floor(viewport.width));
    canvas.height = Math.max(1, Math.floor(viewport.height));
    await page.render({ canvas, viewport }).promise;
    const content = await page.getTextContent();
    let text = "";
    for (const item of content.items) {
        if (text.length >= PAGE_TEXT_MAX) break;
        if ("str" in item) text += item.hasEOL ? `${item.str}\n` : item.str;
    }
    page.cleanup();
    return { canvas, text: text.slice(0, PAGE_TEXT_MAX) };
}
