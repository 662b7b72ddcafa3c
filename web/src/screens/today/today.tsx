// Today: what is to be done and until when, and what is new.
import { Button } from "antd";
import { useCallback, useMemo } from "react";
import { Link, Navigate, useNavigate, useSearchParams } from "react-router";
import { useActsFor, useDesk, useMay } from "../../api/desk";
import { useNow } from "../../kit/due";
import { Loaded, Nothing, Page } from "../../kit/page";
import { RowList } from "../../kit/row-list";
import { shellWords } from "../../shell/words";
import { useWords } from "../../words/words";
import { News } from "./news";
import { useDeadlines, useMissed, useReportable } from "./queries";
import { TASK_HEIGHT, TaskRow } from "./task-row";
import { cutGroups, type Group, type Side, type Task, tasksOf } from "./tasks";
import "./today.css";
import { todayWords } from "./words";

type Shown = Group | "all" | "reportable";
const TILES: Shown[] = ["all", "overdue", "soon", "week", "reportable", "missed"];
const EMPTY = { deadlines: [], next: null };
const NO_REVIEWS = { reviews: [], next: null };

export default function Today() {
    const { shop } = useDesk();
    const may = useMay();
    if (may("read_cases")) return <DaysWork />;
    // A customer has their own cases, and no day's work; who edits rules has neither.
    const place = may("send_commands") ? "cases" : "rulebooks";
    return <Navigate to={`/s/${shop.id}/${place}`} replace />;
}

function DaysWork() {
    const t = useWords(shellWords);
    const words = useWords(todayWords);
    const { role } = useDesk();
    const actsFor = useActsFor();
    const now = useNow();
    const minute = Math.floor(now / 60_000) * 60_000;
    const hasReviews = actsFor("shop");
    const running = useDeadlines(now);
    const missed = useMissed(now);
    const reviews = useReportable("new", hasReviews);
    const drafts = useReportable("reported", hasReviews);
    const side: Side = actsFor("shop", role) ? "shop" : "platform";
    const tasks = useMemo(
        () =>
            tasksOf(
                {
                    running: (running.data ?? EMPTY).deadlines,
                    missed: (missed.data ?? EMPTY).deadlines,
                    reviews: (reviews.data ?? NO_REVIEWS).reviews,
                    drafts: (drafts.data ?? NO_REVIEWS).reviews.filter((row) => !row.filed_at),
                },
                side,
                minute,
            ),
        [running.data, missed.data, reviews.data, drafts.data, side, minute],
    );
    const cut = useMemo(
        () =>
            cutGroups(
                {
                    running: running.data ?? EMPTY,
                    missed: missed.data ?? EMPTY,
                    reviews: reviews.data ?? NO_REVIEWS,
                },
                minute,
            ),
        [running.data, missed.data, reviews.data, minute],
    );
    return (
        <Page title={t.today} isFull>
            <div className="today">
                <section className="today-main">
                    <Loaded asked={running}>
                        {() => <Tasks tasks={tasks} side={side} cut={cut} />}
                    </Loaded>
                </section>
                <aside className="today-side" aria-label={words.news} tabIndex={0}>
                    <News hasReviews={hasReviews} />
                </aside>
            </div>
        </Page>
    );
}

function isShown(task: Task, shown: Shown): boolean {
    if (shown === "all") return true;
    return shown === "reportable" ? task.of === "review" : task.group === shown;
}

interface TasksProps {
    tasks: Task[];
    side: Side;
    /** Of which not all rows were read. */
    cut: ReadonlySet<string>;
}

function Tasks({ tasks, side, cut }: TasksProps) {
    const t = useWords(todayWords);
    const { shop } = useDesk();
    const hasReviews = useActsFor()("shop");
    const go = useNavigate();
    const [params, setParams] = useSearchParams();
    const shown = TILES.find((one) => one === params.get("show")) ?? "all";
    const rows = tasks.filter((task) => isShown(task, shown));
    const pathOf = useCallback(
        (task: Task) =>
            task.of === "case"
                ? `/s/${shop.id}/cases/${task.item.case_id}`
                : task.row.case_id
                  ? `/s/${shop.id}/cases/${task.row.case_id}`
                  : `/s/${shop.id}/reviews/${task.row.kind}/${encodeURIComponent(task.row.id)}`,
        [shop.id],
    );
    const open = useCallback((task: Task) => go(pathOf(task)), [go, pathOf]);
    const words = useMemo(
        () => ({ next: t.next, previous: t.previous, open: t.open }),
        [t.next, t.previous, t.open],
    );
    return (
        <>
            <nav className="tiles" aria-label={t.list}>
                {TILES.filter((one) => one !== "reportable" || hasReviews).map((one) => {
                    const count = tasks.filter((task) => isShown(task, one)).length;
                    const isWarned = one === "overdue" && count > 0;
                    return (
                        <button
                            key={one}
                            type="button"
                            aria-pressed={one === shown}
                            className={isWarned ? "tile is-warned" : "tile"}
                            onClick={() =>
                                setParams(one === "all" ? {} : { show: one }, { replace: true })
                            }
                        >
                            <strong>{cut.has(one) ? t.upTo(count) : count}</strong>
                            <span>{nameOf(one, t)}</span>
                        </button>
                    );
                })}
            </nav>
            {rows.length > 0 ? (
                <RowList
                    key={shown}
                    rows={rows}
                    keyOf={(task) => task.key}
                    render={(task) => <TaskRow task={task} to={pathOf(task)} side={side} />}
                    onOpen={open}
                    label={t.list}
                    rowHeight={TASK_HEIGHT}
                    words={words}
                />
            ) : (
                <div className="panel">
                    <NothingToDo isAll={tasks.length === 0} />
                </div>
            )}
        </>
    );
}

type NamedShown = Record<Exclude<Shown, "later"> | "all", string>;
const nameOf = (shown: Shown, t: NamedShown) => (shown === "later" ? "" : t[shown]);

function NothingToDo({ isAll }: { isAll: boolean }) {
    const t = useWords(todayWords);
    const { shop } = useDesk();
    const mayImport = useMay()("import");
    if (!isAll) return <Nothing title={t.nothingHere} action={<Link to="?">{t.showAll}</Link>} />;
    return (
        <Nothing
            title={t.nothing}
            hint={t.nothingHint}
            action={
                mayImport && (
                    <Link to={`/s/${shop.id}/import`}>
                        <Button tabIndex={-1}>{t.toImport}</Button>
                    </Link>
                )
            }
        />
    );
}
