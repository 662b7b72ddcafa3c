// A PDF of an exhibit: pictures of its pages. What draws them is code of its own, read when the first one is opened.
import { useEffect, useRef, useState } from "react";
import { patiently } from "../../kit/part";
import { Waiting } from "../../kit/waiting";
import { useWords } from "../../words/words";
import type { DrawnPage } from "./pdf-drawing";
import { caseWords } from "./words";

type State = { is: "drawing" | "drawn"; left: number } | { is: "failed" };

function hung(frame: HTMLElement, page: DrawnPage, label: string) {
    page.canvas.setAttribute("role", "img");
    page.canvas.setAttribute("aria-label", `${label}\n${page.text}`.trim());
    frame.append(page.canvas);
}

export function PdfPages({ bytes, name }: { bytes: Blob; name: string }) {
    const t = useWords(caseWords);
    const frame = useRef<HTMLDivElement>(null);
    const [state, setState] = useState<State>({ is: "drawing", left: 0 });
    useEffect(() => {
        const ended = new AbortController();
        const place = frame.current;
        const draw = async () => {
            const { drawPages, PDF_PAGES_MAX } = await patiently(() => import("./pdf-drawing"));
            const width = place?.clientWidth || 600;
            await drawPages(await bytes.arrayBuffer(), width, ended.signal, (page) => {
                if (!place || ended.signal.aborted) return;
                hung(place, page, t.pageOf(page.number, page.pages));
                setState({ is: "drawing", left: Math.max(0, page.pages - PDF_PAGES_MAX) });
            });
            setState((was) => (was.is === "drawing" ? { ...was, is: "drawn" } : was));
        };
        draw().catch(() => ended.signal.aborted || setState({ is: "failed" }));
        return () => {
            ended.abort();
            place?.replaceChildren();
        };
    }, [bytes, t]);
    return (
        <>
            <section
                className="preview-pdf"
                aria-label={name}
                aria-busy={state.is === "drawing"}
                tabIndex={0}
            >
                <div ref={frame} />
                {state.is === "drawing" && <Waiting />}
                {state.is === "failed" && <p className="quiet">{t.pdfUnread}</p>}
            </section>
            {state.is === "drawn" && state.left > 0 && (
                <p className="quiet small">{t.cutPreview}</p>
            )}
        </>
    );
}
