// A deadline: the exact moment, how long there is, and on a click why it is that moment.
import { ClockCircleOutlined } from "@ant-design/icons";
import { Popover } from "antd";
import { type ReactNode, useSyncExternalStore } from "react";
import { timeNow } from "../api/clock";
import { useWords } from "../words/words";
import { useTimes } from "./time";
import { kitWords } from "./words";

const TICK_MS = 30_000;
const NEAR_MS = 24 * 3_600_000;

let now = 0;
const watchers = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

function watch(watcher: () => void) {
    if (watchers.size === 0) now = timeNow();
    watchers.add(watcher);
    ticking ??= setInterval(() => {
        now = timeNow();
        for (const tell of watchers) tell();
    }, TICK_MS);
    return () => {
        watchers.delete(watcher);
        if (watchers.size === 0) {
            clearInterval(ticking);
            ticking = undefined;
        }
    };
}

/** The time, as all parts of the page see it; moves every half minute. */
export const useNow = () =>
    useSyncExternalStore(watch, () => {
        now ||= timeNow();
        return now;
    });

export type Nearness = "over" | "near" | "far";
export function nearnessOf(due: string, at: number): Nearness {
    const left = Date.parse(due) - at;
    return left < 0 ? "over" : left < NEAR_MS ? "near" : "far";
}

interface Props {
    due: string;
    /** The day-by-day count; asked for when it is opened. */
    why?: () => ReactNode;
    /** The exact moment too, not only how long there is. */
    isExact?: boolean;
}

export function Due({ due, why, isExact = true }: Props) {
    const t = useWords(kitWords);
    const times = useTimes();
    const at = useNow();
    const nearness = nearnessOf(due, at);
    const span = times.span(Date.parse(due) - at);
    const text = (
        <span className={`due due-${nearness}`}>
            <ClockCircleOutlined aria-hidden />
            <span>{nearness === "over" ? t.overdue(span) : t.left(span)}</span>
            {isExact && <time dateTime={due}>{times.moment(due)}</time>}
        </span>
    );
    if (!why) return <span title={times.moment(due)}>{text}</span>;
    return (
        <Popover trigger="click" title={t.why} content={why} destroyOnHidden>
            <button type="button" className="bare" title={t.why}>
                {text}
            </button>
        </Popover>
    );
}

export function Moment({ at }: { at: string }) {
    return <time dateTime={at}>{useTimes().moment(at)}</time>;
}
