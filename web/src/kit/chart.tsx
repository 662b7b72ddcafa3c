// A chart: a sentence that says what it shows, the picture, and the figures behind it as a table.
// What draws it is code of its own, read when the first chart is shown.
import { theme } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useWords } from "../words/words";
import type { ChartColours, Drawing } from "./chart-drawing";
import { type Column, DataTable } from "./data-table";
import { kitWords } from "./words";
import "./chart.css";

export type Tone = "main" | "good" | "bad" | "warn" | "calm" | "other";
export interface Series {
    name: string;
    tone: Tone;
    /** One for each category; null: there is none. */
    values: (number | null)[];
}
export interface ChartData {
    /** Bars lie, a category a line; lines go along the time. */
    form: "bars" | "lines";
    categories: string[];
    series: Series[];
    isStacked?: boolean;
    /** Values are parts of one, shown in per cent. */
    isShare?: boolean;
}

const BAR_PX = 30;
const EDGES_PX = 64;
const LINES_PX = 260;

export const shareText = (value: number) => `${(100 * value).toFixed(0)}%`;
export const valueText = (data: ChartData, value: number | null) =>
    value === null ? "–" : data.isShare ? shareText(value) : String(value);

function useColours(): ChartColours {
    const { token } = theme.useToken();
    return useMemo(
        () => ({
            text: token.colorText,
            quiet: token.colorTextSecondary,
            line: token.colorBorderSecondary,
            ground: token.colorBgElevated,
            font: token.fontFamily,
            tones: {
                main: token.colorPrimary,
                good: token.colorSuccess,
                bad: token.colorError,
                warn: token.colorWarning,
                calm: token.colorTextQuaternary,
                other: token.purple,
            },
        }),
        [token],
    );
}

function Picture({ data, says }: { data: ChartData; says: string }) {
    const place = useRef<HTMLDivElement>(null);
    const drawing = useRef<Drawing | null>(null);
    const [isReady, setReady] = useState(false);
    const colours = useColours();
    useEffect(() => {
        let isGone = false;
        import("./chart-drawing").then(({ openDrawing }) => {
            if (isGone || !place.current) return;
            drawing.current = openDrawing(place.current);
            setReady(true);
        });
        return () => {
            isGone = true;
            drawing.current?.close();
            drawing.current = null;
        };
    }, []);
    useEffect(() => {
        if (isReady) drawing.current?.draw(data, colours);
    }, [isReady, data, colours]);
    const height = data.form === "bars" ? EDGES_PX + BAR_PX * data.categories.length : LINES_PX;
    return (
        <div ref={place} className="chart-place" role="img" aria-label={says} style={{ height }} />
    );
}

function Figures({ data, title, first }: { data: ChartData; title: string; first: string }) {
    const columns: Column<number>[] = [
        { key: "category", title: first, isHead: true, cell: (at) => data.categories[at] },
        ...data.series.map(({ name, values }) => ({
            key: name,
            title: name,
            isNumber: true,
            cell: (at: number) => valueText(data, values[at] ?? null),
        })),
    ];
    return (
        <DataTable
            caption={title}
            columns={columns}
            rows={data.categories.map((_, at) => at)}
            keyOf={(at) => String(at)}
        />
    );
}

interface Props {
    title: string;
    /** What it shows, in one sentence. */
    says: string;
    /** What the categories are: the head of the table's first column. */
    first: string;
    data: ChartData;
}

export function Chart({ title, says, first, data }: Props) {
    const t = useWords(kitWords);
    return (
        <figure className="chart">
            <figcaption>
                <span className="chart-title">{title}</span>
                <span className="quiet">{says}</span>
            </figcaption>
            <Picture data={data} says={says} />
            <details>
                <summary>{t.figures}</summary>
                <Figures data={data} title={title} first={first} />
            </details>
        </figure>
    );
}
