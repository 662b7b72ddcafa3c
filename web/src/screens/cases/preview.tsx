// What is in the file of an exhibit, without leaving the case: pictures, PDF, sound, text.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { deskFetch } from "../../api/client";
import { useDesk } from "../../api/desk";
import { Problem } from "../../api/problem";
import { Loaded } from "../../kit/page";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { PdfPages } from "./pdf-file";
import type { Exhibit } from "./queries";
import { caseWords } from "./words";

const TEXT_BYTES_MAX = 64 * 1024;
const PDF = "application/pdf";

type Form = "picture" | "pdf" | "sound" | "film" | "text" | "none";
export function formOf(mime: string): Form {
    if (mime.startsWith("image/") && !mime.includes("svg")) return "picture";
    if (mime === PDF) return "pdf";
    if (mime.startsWith("audio/")) return "sound";
    if (mime.startsWith("video/")) return "film";
    if (mime.startsWith("text/") || mime === "application/json") return "text";
    return "none";
}

export const fileUrl = (shop: string, id: string, exhibit: string) =>
    `/api/v1/shops/${encodeURIComponent(shop)}/cases/${encodeURIComponent(id)}/exhibits/${encodeURIComponent(exhibit)}/file`;

function useFile(url: string) {
    return useQuery({
        queryKey: ["file", url],
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
        queryFn: async ({ signal }) => {
            const answer = await deskFetch(
                new Request(new URL(url, window.location.href), { signal }),
            );
            if (!answer.ok) throw new Problem(answer.status, {});
            return answer.blob();
        },
    });
}

function TextFile({ url }: { url: string }) {
    const t = useWords(caseWords);
    const asked = useFile(url);
    const [text, setText] = useState("");
    useEffect(() => {
        asked.data
            ?.slice(0, TEXT_BYTES_MAX)
            .arrayBuffer()
            .then((bytes) => setText(readable(bytes)));
    }, [asked.data]);
    return (
        <Loaded asked={asked}>
            {(blob) => (
                <>
                    <pre className="preview-text">{text}</pre>
                    {blob.size > TEXT_BYTES_MAX && <p className="quiet small">{t.cutPreview}</p>}
                </>
            )}
        </Loaded>
    );
}

/** Text as it comes from platforms: UTF-8, else GB18030. */
export function readable(bytes: ArrayBuffer): string {
    try {
        // The cut may go through a character; only what is wrong before it counts.
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    } catch {
        return new TextDecoder("gb18030").decode(bytes);
    }
}

function PdfFile({ url, name }: { url: string; name: string }) {
    const asked = useFile(url);
    return <Loaded asked={asked}>{(blob) => <PdfPages bytes={blob} name={name} />}</Loaded>;
}

export function Preview({ id, exhibit }: { id: string; exhibit: Exhibit }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { shop } = useDesk();
    const file = exhibit.file;
    if (!file) return null;
    const url = fileUrl(shop.id, id, exhibit.exhibit_id);
    const name = file.name || codes("exhibit", exhibit.kind);
    const form = formOf(file.mime);
    if (form === "picture") return <img className="preview-picture" src={url} alt={name} />;
    if (form === "pdf") return <PdfFile url={url} name={name} />;
    if (form === "text") return <TextFile url={url} />;
    // biome-ignore lint/a11y/useMediaCaption: an exhibit is as it was handed in
    if (form === "sound") return <audio controls src={url} aria-label={name} />;
    if (form === "film")
        // biome-ignore lint/a11y/useMediaCaption: an exhibit is as it was handed in
        return <video className="preview-picture" controls src={url} aria-label={name} />;
    return <p className="quiet">{t.notPreviewed}</p>;
}
