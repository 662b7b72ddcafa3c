// A list of any length: only the rows in sight are on the page, more are read as one comes near the
// end, and the keyboard walks it (j and k, the arrows, Enter). Who comes back to it finds it as they
// left it.

import { useVirtualizer } from "@tanstack/react-virtual";
import { Button, Skeleton } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNavigationType } from "react-router";
import { useWords } from "../words/words";
import { useKeys } from "./keys";
import type { Behind } from "./long-list";
import { kitWords } from "./words";

const OVERSCAN = 12;
/** More is asked for when so few rows are left to come: a page, so that nobody waits at its end. */
const READ_AHEAD = 60;

interface Place {
    offset: number;
    current: number;
}
/** Where each list was left, by the address of its screen. */
const places = new Map<string, Place>();
const PLACES_MAX = 50;
const address = () => window.location.pathname + window.location.search;

function leave(at: string, place: Place) {
    places.delete(at);
    places.set(at, place);
    for (const oldest of places.keys()) {
        if (places.size <= PLACES_MAX) break;
        places.delete(oldest);
    }
}

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
    /** A list that does not follow changes by itself any more. */
    behind?: Behind;
    words?: { next: string; previous: string; open: string };
}

export function RowList<Row>(props: Props<Row>) {
    const { rows, keyOf, render, onOpen, onCurrent, currentKey, label, rowHeight } = props;
    const { hasMore, isReading, readMore, behind, words } = props;
    const t = useWords(kitWords);
    const frame = useRef<HTMLDivElement>(null);
    const cameBack = useNavigationType() === "POP";
    const [left] = useState(() => (cameBack ? places.get(address()) : undefined));
    const [walkedTo, setCurrent] = useState(left?.current ?? 0);
    const told = currentKey ? rows.findIndex((row) => keyOf(row) === currentKey) : -1;
    const current = told >= 0 ? told : walkedTo;
    const virtual = useVirtualizer({
        count: rows.length,
        getScrollElement: () => frame.current,
        estimateSize: () => rowHeight,
        overscan: OVERSCAN,
        initialOffset: left?.offset ?? 0,
        getItemKey: (index) => (rows[index] ? keyOf(rows[index]) : index),
    });
    const items = virtual.getVirtualItems();
    const last = items.at(-1)?.index ?? 0;
    const scrollTo = useRef(virtual.scrollToIndex);
    useEffect(() => {
        if (told >= 0) scrollTo.current(told, { align: "auto" });
    }, [told]);
    useEffect(() => {
        if (hasMore && !isReading && last >= rows.length - READ_AHEAD) readMore?.();
    }, [hasMore, isReading, last, rows.length, readMore]);

    const keepPlace = () => leave(address(), { offset: frame.current?.scrollTop ?? 0, current });
    const startOver = () => {
        frame.current?.scrollTo({ top: 0 });
        setCurrent(0);
        behind?.startOver();
    };

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
            onScroll={keepPlace}
            onClickCapture={keepPlace}
        >
            {behind?.isBehind && (
                <div className="rows-behind" role="status">
                    <Button type="primary" shape="round" size="small" onClick={startOver}>
                        {t.behind}
                    </Button>
                </div>
            )}
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
