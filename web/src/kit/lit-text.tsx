// A text with places in it lit: spans in code points of the original, as the server counts them.
import { Fragment } from "react";

export interface Span {
    /** Code points of the text, [start, end). */
    start: number;
    end: number;
    /** demand, threat, insult, pii, hit …: gives the colour. */
    kind?: string;
    /** What it is, for the pointer and for readers of the page aloud. */
    title?: string;
}

export interface Piece {
    text: string;
    start: number;
    /** The spans that cover it; none: plain text. */
    spans: Span[];
}

/** The text cut at every edge of a span, so that spans may overlap. */
export function piecesOf(text: string, spans: readonly Span[]): Piece[] {
    const points = Array.from(text);
    const inside = spans.filter((span) => span.start < span.end && span.start < points.length);
    const edges = new Set([0, points.length]);
    for (const span of inside) {
        edges.add(Math.max(span.start, 0));
        edges.add(Math.min(span.end, points.length));
    }
    const cuts = [...edges].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((start, index) => {
        const end = cuts[index + 1] ?? points.length;
        return {
            start,
            text: points.slice(start, end).join(""),
            spans: inside.filter((span) => span.start <= start && span.end >= end),
        };
    });
}

/** Where the words of a search stand in a text, whatever their case. */
export function hitsOf(text: string, query: string): Span[] {
    const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const points = Array.from(text).map((point) => point.toLowerCase());
    const hits: Span[] = [];
    for (const word of words) {
        const wanted = Array.from(word);
        for (let at = 0; at + wanted.length <= points.length; at++)
            if (wanted.every((point, index) => points[at + index] === point))
                hits.push({ start: at, end: at + wanted.length, kind: "hit" });
    }
    return hits;
}

interface Props {
    text: string;
    spans: readonly Span[];
}

export function LitText({ text, spans }: Props) {
    return piecesOf(text, spans).map((piece) => {
        const first = piece.spans[0];
        if (!first) return <Fragment key={piece.start}>{piece.text}</Fragment>;
        const title = piece.spans.map((span) => span.title).filter(Boolean);
        return (
            <mark
                key={piece.start}
                className={`lit lit-${first.kind ?? "hit"}`}
                title={title.length > 0 ? title.join(" · ") : undefined}
            >
                {piece.text}
            </mark>
        );
    });
}

/** The words of a search, lit where they stand. */
export function LitHits({ text, query }: { text: string; query: string }) {
    if (!query.trim()) return text;
    return <LitText text={text} spans={hitsOf(text, query)} />;
}
