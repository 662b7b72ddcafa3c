// security finding 37: an exhibit that is a PDF is seen in the case, and nothing that stands in it runs: no script of
// its own, no form that is sent, no link that is opened.
import type { Browser, Request } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Visitor } from "./browser";
import { owner, type Person } from "./person";
import { type Server, startServer } from "./server";

const SHOWN = "Call list of May";
const FIRST_LOAD_BYTES_MAX = 500_000;

/** What a hostile file tries: scripts when it is opened, by name, with a page, with a field; a form, a program, a page of
 *  somebody else. */
const ALERT =
    "/S /JavaScript /JS (app.alert\\('ran'\\); this.submitForm\\('http://127.0.0.1:9/sent'\\);)";
const DRAWN = `BT /F1 24 Tf 40 700 Td (${SHOWN}) Tj ET`;
const OBJECTS = [
    `<< /Type /Catalog /Pages 2 0 R /OpenAction << ${ALERT} >> /Names << /JavaScript << /Names [(a) << ${ALERT} >>] >> >>
       /AcroForm << /Fields [6 0 R] >> /AA << /WC << ${ALERT} >> >> >>`,
    "<< /Type /Pages /Kids [3 0 R 7 0 R] /Count 2 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R
       /Annots [6 0 R 8 0 R 9 0 R] /AA << /O << ${ALERT} >> >> >>`,
    `<< /Length ${DRAWN.length} >>\nstream\n${DRAWN}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /Rect [0 0 612 792] /A << ${ALERT} >> /AA << /Fo << ${ALERT} >>
       /E << ${ALERT} >> /U << ${ALERT} >> >> >>`,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1000000 1000000] /AA << /O << ${ALERT} >> >> >>`,
    "<< /Type /Annot /Subtype /Link /Rect [0 0 612 792] /A << /S /URI /URI (http://127.0.0.1:9/opened) >> >>",
    "<< /Type /Annot /Subtype /Link /Rect [0 0 612 792] /A << /S /Launch /F (calc.exe) >> >>",
];

function pdfOf(objects: string[]): Uint8Array {
    let text = "%PDF-1.7\n";
    const places = objects.map((object, i) => {
        const place = text.length;
        text += `${i + 1} 0 obj\n${object}\nendobj\n`;
        return place;
    });
    const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
    const size = objects.length + 1;
    const tail = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
    return new TextEncoder().encode(`${text}xref\n0 ${size}\n0000000000 65535 f \n${table}${tail}`);
}

let server: Server;
let browser: Browser;
let boss: Person;

beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
    boss = await owner(server);
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});

/** A case whose one exhibit is this file; its path at the desk. */
async function caseWith(file: Uint8Array): Promise<string> {
    const opened = await boss.ask("POST", boss.at("claims"), {
        perspective: "decided",
        title: "来电太多",
        person: "p-buyer",
        platform: "taobao",
        orders: ["123456789012345678"],
        allegations: [
            {
                id: "a1",
                alleged: "frequent_contact",
                person: "buyer",
                words: "一天十四个电话",
                facts: {},
            },
        ],
    });
    const id = String(opened.case_id);
    const kept = await boss.ask("POST", boss.at("files"), file);
    expect(kept.mime).toBe("application/pdf");
    await boss.command(id, "submit_evidence", {
        kind: "carrier_list",
        origin: "运营商",
        purpose: "通话记录",
        file: { sha256: kept.sha256, bytes: kept.bytes, mime: kept.mime, name: "五月详单.pdf" },
    });
    return `/s/${boss.shop}/cases/${id}`;
}

/** The visitor at the file; what it tried to do beyond being seen. */
async function opened(file: Uint8Array) {
    const path = await caseWith(file);
    const visitor = await Visitor.open(browser, server);
    const deeds: string[] = [];
    visitor.page.on("dialog", async (dialog) => {
        deeds.push(`dialog: ${dialog.message()}`);
        await dialog.dismiss();
    });
    visitor.context.on("request", (request) => {
        const { origin, protocol } = new URL(request.url());
        if (origin !== server.origin && protocol !== "blob:" && protocol !== "data:")
            deeds.push(`asks: ${request.url()}`);
    });
    visitor.context.on("page", (page) => deeds.push(`opens: ${page.url()}`));
    await visitor.logIn("owner");
    let bytes = 0;
    const count = async (request: Request): Promise<void> => {
        if (request.url().includes("/assets/")) bytes += (await request.sizes()).responseBodySize;
    };
    visitor.page.on("requestfinished", count);
    await visitor.goTo(path);
    await visitor.isQuiet();
    visitor.page.off("requestfinished", count); // what ends with the page has no size any more
    const before = bytes;
    await visitor.page.getByRole("button", { name: "预览" }).click();
    return { visitor, deeds, before };
}

test("a PDF is drawn, and nothing that stands in it runs", async () => {
    const { visitor, deeds, before } = await opened(pdfOf(OBJECTS));
    const { page } = visitor;
    const first = page.getByRole("img", { name: SHOWN });
    await first.waitFor();
    expect(before, "what draws is read only now").toBeLessThan(FIRST_LOAD_BYTES_MAX);
    await page.locator(".preview-pdf[aria-busy=false]").waitFor();
    // The second page says that it is 350 metres wide.
    expect(await page.locator(".preview-pdf canvas").count()).toBe(2);
    expect(await isDrawn(first.first())).toBe(true);
    await first.click({ position: { x: 60, y: 60 } });
    await page.keyboard.type("x");
    await page.waitForTimeout(500);
    expect(page.frames().length, "no viewer of the browser's own").toBe(1);
    expect(await page.locator("iframe, embed, object").count()).toBe(0);
    expect(deeds).toEqual([]);
    await visitor.looksRight("a PDF in a case");
    await page.getByRole("button", { name: "收起" }).click();
    expect(await page.locator("canvas").count()).toBe(0);
    await visitor.close();
});

test("a PDF that cannot be read says so", async () => {
    const { visitor, deeds } = await opened(
        new TextEncoder().encode("%PDF-1.7\n1 0 obj\n<< /Type"),
    );
    await visitor.page.getByText("这个 PDF 打不开").waitFor();
    expect(deeds).toEqual([]);
    expect(visitor.faults()).toEqual([]);
    await visitor.close();
});

/** Something dark stands on the white. */
function isDrawn(canvas: ReturnType<Visitor["page"]["locator"]>): Promise<boolean> {
    return canvas.evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement;
        const pixels = (element as HTMLCanvasElement)
            .getContext("2d")
            ?.getImageData(0, 0, width, height).data;
        return pixels?.some((value, i) => i % 4 === 0 && value < 100) ?? false;
    });
}
