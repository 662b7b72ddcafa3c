// Reviews: the queue and the review that is open, side by side where there is room. The keyboard
// alone is enough for a hundred of them.
import { App, Button } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useDesk } from "../../api/desk";
import { useKeys } from "../../kit/keys";
import { useMedia, WIDE } from "../../kit/media";
import { Nothing, Page } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import { keyOfReview, useReviewFilters } from "./filters";
import { Pane } from "./pane";
import {
    type Deed,
    type ReviewId,
    type ReviewRow,
    type Undoable,
    useReviews,
    useUndo,
} from "./queries";
import { Queue } from "./queue";
import "./reviews.css";
import { reviewWords } from "./words";

const NO_ROWS: ReviewRow[] = [];
const TOLD_SECONDS = 8;
/** What is told later takes the place of what was told before. */
const TOLD_AS = "deed";

export default function Reviews() {
    const t = useWords(reviewWords);
    const isWide = useMedia(WIDE);
    const chosen = useReviewFilters();
    const list = useReviews(chosen.filters);
    const rows = useMemo(
        () => list.data?.pages.flatMap((page) => page.reviews) ?? NO_ROWS,
        [list.data],
    );
    const walk = useWalk(rows, chosen.search, isWide, !list.isPlaceholderData);
    const { onDone, onUndo } = useDeeds(walk);
    const { opened } = walk;
    const pane = opened && (
        <Pane key={keyOfReview(opened)} id={opened} onDone={onDone} onUndo={onUndo} />
    );
    const isAlone = !isWide && opened;
    return (
        <Page
            title={t.title}
            isFull={!isAlone}
            actions={isAlone && <Link to={walk.queuePath}>{t.back}</Link>}
        >
            {isAlone ? (
                pane
            ) : (
                <div className={isWide ? "review-split" : "review-split is-narrow"}>
                    <Queue
                        list={list}
                        rows={rows}
                        chosen={chosen}
                        currentKey={walk.currentKey}
                        pathOf={walk.pathOf}
                    />
                    {isWide &&
                        (pane ?? (
                            <div className="review-pane">
                                {rows.length > 0 && <Nothing title={t.pick} hint={t.pickHint} />}
                            </div>
                        ))}
                </div>
            )}
        </Page>
    );
}

/** Which review is current, and the way from one to the next. */
function useWalk(rows: ReviewRow[], search: string, isWide: boolean, isSettled: boolean) {
    const t = useWords(reviewWords);
    const { shop } = useDesk();
    const go = useNavigate();
    const { kind, review } = useParams();
    const opened = useMemo<ReviewId | null>(
        () => (isKind(kind) && review ? { kind, id: review } : null),
        [kind, review],
    );
    const base = `/s/${shop.id}/reviews`;
    const after = search && `?${search}`;
    const queuePath = base + after;
    const pathOf = useCallback(
        (row: ReviewId) => `${base}/${row.kind}/${encodeURIComponent(row.id)}${after}`,
        [base, after],
    );
    const [walkedTo, setWalkedTo] = useState<string>();
    const first = rows[0];
    const currentKey = opened ? keyOfReview(opened) : (walkedTo ?? (first && keyOfReview(first)));
    const index = rows.findIndex((row) => keyOfReview(row) === currentKey);
    const lastIndex = useRef(0); // where the current one stood before it left the list
    if (index >= 0) lastIndex.current = index;

    useEffect(() => {
        if (isWide && !opened && isSettled && first) go(pathOf(first), { replace: true });
    }, [isWide, opened, isSettled, first, go, pathOf]);

    // The way there takes a moment: keys that are pressed meanwhile go on from there.
    const goingTo = useRef<string>(undefined);
    // biome-ignore lint/correctness/useExhaustiveDependencies: whichever it became, one is there
    useEffect(() => {
        goingTo.current = undefined;
    }, [currentKey]);
    const show = useCallback(
        (row: ReviewRow | undefined) => {
            if (!row) return;
            goingTo.current = keyOfReview(row);
            if (opened || isWide) go(pathOf(row), { replace: true });
            else setWalkedTo(keyOfReview(row));
        },
        [opened, isWide, go, pathOf],
    );
    const step = useCallback(
        (by: 1 | -1) => {
            const ahead = rows.findIndex((row) => keyOfReview(row) === goingTo.current);
            const here = ahead >= 0 ? ahead : index;
            const from = here >= 0 ? here + by : lastIndex.current - (by > 0 ? 0 : 1);
            show(rows[from]);
        },
        [index, rows, show],
    );
    /** On to the next one, once `key` is done with. */
    const leaveBehind = useCallback(
        (key: string) => {
            if (key !== currentKey) return;
            const at = index >= 0 ? index : lastIndex.current;
            const next = rows[index >= 0 ? at + 1 : at] ?? rows[at - 1];
            if (next) show(next);
            else go(queuePath, { replace: true });
        },
        [currentKey, index, rows, show, go, queuePath],
    );
    const keys = useMemo(
        () => [
            { key: "j", does: t.next, act: () => step(1) },
            { key: "k", does: t.previous, act: () => step(-1) },
            { key: "ArrowDown", does: t.next, act: () => step(1) },
            { key: "ArrowUp", does: t.previous, act: () => step(-1) },
            {
                key: "Enter",
                does: t.open,
                act: () => {
                    const row = rows[index];
                    if (row) go(pathOf(row));
                },
            },
            { key: "u", does: t.back, act: () => go(queuePath) },
        ],
        [t, step, rows, index, go, pathOf, queuePath],
    );
    useKeys(keys);
    return { opened, currentKey, pathOf, queuePath, leaveBehind };
}

const isKind = (kind: string | undefined): kind is ReviewRow["kind"] =>
    kind === "review" || kind === "thread";

/** Tells what was done, goes on to the next review, and takes back what can be. */
function useDeeds({ leaveBehind }: ReturnType<typeof useWalk>) {
    const t = useWords(reviewWords);
    const { shop } = useDesk();
    const go = useNavigate();
    const { message } = App.useApp();
    const { mutate: undo } = useUndo();
    const [last, setLast] = useState<Undoable | null>(null);
    const lastNow = useRef(last); // at once, for a key that is pressed at once

    const onUndo = useCallback(
        (deed: Undoable) =>
            undo(deed, {
                onSuccess: () => {
                    setLast(null);
                    const content = deed.move === "leave" ? t.resumed : t.undone;
                    message.success({ key: TOLD_AS, content });
                },
                onError: (error) =>
                    message.error({ key: TOLD_AS, content: <ProblemNote error={error} /> }),
            }),
        [undo, message, t],
    );
    const onDone = useCallback(
        async (deed: Deed) => {
            const undoable = deed.move === "answer" ? null : { move: deed.move, of: deed.of };
            lastNow.current = undoable;
            setLast(undoable);
            leaveBehind(keyOfReview(deed.of));
            const toCase = (id: string) => `/s/${shop.id}/cases/${id}`;
            const undoing = undoable && (
                <Button size="small" type="link" onClick={() => onUndo(undoable)}>
                    {t.undo} <kbd>z</kbd>
                </Button>
            );
            const tell = (words: string, action?: React.ReactNode) =>
                message.success({
                    key: TOLD_AS,
                    duration: TOLD_SECONDS,
                    content: (
                        <>
                            {words} {action} {undoing}
                        </>
                    ),
                });
            if (deed.move === "report")
                tell(
                    t.reported(deed.receipt.number),
                    // Messages are shown outside of the router: no Link there.
                    <a
                        href={toCase(deed.receipt.case_id)}
                        onClick={(event) => {
                            event.preventDefault();
                            go(toCase(deed.receipt.case_id));
                        }}
                    >
                        {t.showCase}
                    </a>,
                );
            else if (deed.move === "answer")
                tell((await copied(deed.text)) ? t.answeredCopied : t.answered);
            else tell(t.left);
        },
        [leaveBehind, message, t, shop.id, go, onUndo],
    );
    const keys = useMemo(() => {
        const act = () => lastNow.current && onUndo(lastNow.current);
        return last ? [{ key: "z", does: t.undoHint, act }] : [];
    }, [last, t, onUndo]);
    useKeys(keys);
    return { onDone, onUndo };
}

/** Browsers give no clipboard to a page without https. */
async function copied(text: string): Promise<boolean> {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return false;
    }
}
