import { expect, test } from "vitest";
import type { DueItem, ReviewRow } from "./queries";
import { cutGroups, tasksOf } from "./tasks";

const NOW = Date.parse("2026-06-05T12:00:00+08:00");
const at = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString();

const item = (case_id: string, hours: number, more: Partial<DueItem> = {}): DueItem => ({
    case_id,
    number: "2026-000001",
    title: "",
    kind: "harassment_claim",
    phase: "filed",
    assigned: null,
    clock: "answer_due",
    words: { zh: "", en: "" },
    due: at(hours),
    warns_at: at(hours - 24),
    is_missed: false,
    is_paused: false,
    provisional: false,
    acts: "shop",
    clause: null,
    rule: null,
    ...more,
});
const review = (id: string, hours: number) =>
    ({ kind: "review", id, due: at(hours) }) as unknown as ReviewRow;
const keys = (tasks: ReturnType<typeof tasksOf>) => tasks.map((one) => one.key.split("/")[0]);

test("what presses comes by what it costs, what is far off by its day", () => {
    const sources = {
        running: [
            item("complaint", 2, { kind: "complaint" }),
            item("claim", 20),
            item("theirs", 1, { acts: "platform" }),
            item("week", 100),
            item("over", -1),
        ],
        missed: [item("missed", -30)],
        reviews: [review("r1", 90), review("r2", 400)],
        drafts: [],
    };
    const tasks = tasksOf(sources, "shop", NOW);
    expect(keys(tasks)).toEqual([
        "over",
        "claim",
        "complaint",
        "theirs",
        "review",
        "week",
        "review",
        "missed",
    ]);
    expect(tasks.map((one) => one.group)).toEqual([
        "overdue",
        "soon",
        "soon",
        "soon",
        "week",
        "week",
        "later",
        "missed",
    ]);
});

test("what the officers have to do comes first for them", () => {
    const running = [item("shop", 1), item("officer", 5, { acts: "platform" })];
    expect(
        keys(tasksOf({ running, missed: [], reviews: [], drafts: [] }, "platform", NOW)),
    ).toEqual(["officer", "shop"]);
});

test("a review whose time to report has passed is nothing to do", () => {
    expect(
        tasksOf({ running: [], missed: [], reviews: [review("r", -1)], drafts: [] }, "shop", NOW),
    ).toEqual([]);
});

test("a number is exact unless its group was cut off", () => {
    const pages = (hours: number, next: string | null) => ({
        running: { deadlines: [item("a", 1), item("b", hours)], next },
        missed: { next: null },
        reviews: { reviews: [], next: null },
    });
    expect([...cutGroups(pages(100, null), NOW)]).toEqual([]);
    expect([...cutGroups(pages(100, "c"), NOW)]).toEqual(["week", "later", "all"]);
    const reviews = { reviews: [review("r", 2)], next: "c" };
    expect([...cutGroups({ ...pages(1, null), reviews }, NOW)]).toEqual([
        "soon",
        "week",
        "later",
        "reportable",
        "all",
    ]);
});

// desk, further: a draft opened by one key left the list, and came back a week before it was lost.
test("a draft stays, as one task, until it was filed", () => {
    const draft = { ...review("r1", 400), case_id: "c1" } as ReviewRow;
    const running = [item("c1", 90, { clock: "report_due" }), item("c1", 90), item("c2", 90)];
    const tasks = tasksOf({ running, missed: [], reviews: [], drafts: [draft] }, "shop", NOW);
    expect(tasks.map((one) => one.key.split("/").slice(0, 2).join("/"))).toEqual([
        "c1/answer_due",
        "c2/answer_due",
        "review/r1",
    ]);
});
