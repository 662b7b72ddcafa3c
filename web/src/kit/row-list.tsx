// A list of any length: only the rows in sight are on the page, more are read as one comes near the
// end, and the keyboard walks it (j and k, the arrows, Enter).

import { useVirtualizer } from "@tanstack/react-virtual";
import { Skeleton } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useWords } from "../words/words";
import { useKeys } from "./keys";
import { kitWords } from "./words";

const OVERSCAN = 12;

interface Props<Row> {
    rows: Row[];
    keyOf: (row: Row) => string;
    render: (row: Row, isCurrent: boolean) => ReactNode;
    onOpen?: (row: Row) => void;
    /** Told of the row that the keyboard stands on. */
    onCurrent?: (row: Row, index: number) => void;
    /** Where the screen itself says which row is the current one. */
    currentKey?: string | undefined;
    label: string;
    rowHeight: number;
    hasMore?: boolean;
    isReading?: boolean;
    readMore?: () => void;
    words?: { next: string; previous: string; open: string };
}

export function RowList<Row>(props: Props<Row>) {
    const { rows, keyOf, render, onOpen, onCurrent, currentKey, label, rowHeight } = props;
    const { hasMore, isReading, readMore, words } = props;
    const t = useWords(kitWords);
    const frame = useRef<HTMLDivElement>(null);
    const [walkedTo, setCurrent] = useState(0);
    const told = currentKey ? rows.findIndex((row) => keyOf(row) === currentKey) : -1;
    const current = told >= 0 ? told : walkedTo;
    const virtual = useVirtualizer({
        count: rows.length,
        getScrollElement: () => frame.current,
        estimateSize: () => rowHeight,
        overscan: OVERSCAN,
        getItemKey: (index) => (rows[index] ? keyOf(rows[index]) : index),
    });
    const items = virtual.getVirtualItems();
    const last = items.at(-1)?.index ?? 0;
    const scrollTo = useRef(virtual.scrollToIndex);
    useEffect(() => {
        if (told >= 0) scrollTo.current(told, { align: "auto" });
    }, [told]);
    useEffect(() => {
        if (hasMore && !isReading && last >= rows.length - OVERSCAN) readMore?.();
    }, [hasMore, isReading, last, rows.length, readMore]);

    const go = useCallback(
        (step: number) => {
            const next = Math.min(Math.max(current + step, 0), rows.length - 1);
            const row = rows[next];
            if (!row) return;
            setCurrent(next);
            virtual.scrollToIndex(next);
            onCurrent?.(row, next);
        },
        [current, rows, virtual, onCurrent],
    );
    const keys = useMemo(() => {
        if (!words) return [];
        const open = () => {
            const row = rows[current];
            if (row) onOpen?.(row);
        };
        return [
            { key: "j", does: words.next, act: () => go(1) },
            { key: "k", does: words.previous, act: () => go(-1) },
            { key: "ArrowDown", does: words.next, act: () => go(1) },
            { key: "ArrowUp", does: words.previous, act: () => go(-1) },
            { key: "Enter", does: words.open, act: open },
        ];
    }, [words, rows, current, go, onOpen]);
    useKeys(keys);

    return (
        <div
            className="rows"
            ref={frame}
            role="feed"
            aria-label={label}
            aria-busy={isReading}
            tabIndex={0}
        >
            <div className="rows-all" style={{ height: virtual.getTotalSize() }}>
                {items.map((item) => {
                    const row = rows[item.index];
                    if (!row) return null;
                    const isCurrent = item.index === current;
                    return (
                        <article
                            key={item.key}
                            ref={virtual.measureElement}
                            data-index={item.index}
                            aria-posinset={item.index + 1}
                            aria-setsize={hasMore ? -1 : rows.length}
                            className={isCurrent ? "rows-one is-current" : "rows-one"}
                            style={{ transform: `translateY(${item.start}px)` }}
                        >
                            {render(row, isCurrent)}
                        </article>
                    );
                })}
            </div>
            {isReading && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
            {!hasMore && rows.length > 0 && <p className="quiet center small">{t.end}</p>}
        </div>
    );
}
