// What is to be done, in the order of what is lost if it waits. Pure: tested by itself.
import type { DueItem, ReviewRow } from "./queries";
import { DAY_MS } from "./queries";

export type Group = "overdue" | "soon" | "week" | "later" | "missed";
export type Side = "shop" | "platform" | "customer";

export type Task = { key: string; group: Group; due: string } & (
    | { of: "case"; item: DueItem }
    | { of: "review"; row: ReviewRow }
);

const GROUPS: Group[] = ["overdue", "soon", "week", "later", "missed"];

/** Points and money first, then the right to report, then what can still be mended. */
const LOSS = ["harassment_claim", "review_report", "review", "complaint"];
const lossOf = (task: Task) => {
    const at = LOSS.indexOf(task.of === "case" ? task.item.kind : "review");
    return at < 0 ? LOSS.length : at;
};

function groupOf(due: string, now: number): Group {
    const left = Date.parse(due) - now;
    if (left < 0) return "overdue";
    if (left <= DAY_MS) return "soon";
    return left <= 7 * DAY_MS ? "week" : "later";
}

interface Sources {
    running: DueItem[];
    missed: DueItem[];
    reviews: ReviewRow[];
    /** Reports that were opened and wait to be filed: as due as before, however far off. */
    drafts: ReviewRow[];
}

export function tasksOf(sources: Sources, side: Side, now: number): Task[] {
    const { missed, reviews, drafts } = sources;
    // One incident is one task: its review tells of the draft's deadline already.
    const told = new Set(drafts.map((row) => row.case_id));
    const running = sources.running.filter(
        (item) => item.clock !== "report_due" || !told.has(item.case_id),
    );
    const ofCase = (item: DueItem, group: Group): Task => ({
        key: `${item.case_id}/${item.clock}/${item.due}`,
        of: "case",
        group,
        due: item.due,
        item,
    });
    const tasks = [
        ...running.map((item) => ofCase(item, groupOf(item.due, now))),
        ...missed.map((item) => ofCase(item, "missed")),
        ...[...reviews, ...drafts].flatMap((row): Task[] =>
            row.due && Date.parse(row.due) >= now
                ? [
                      {
                          key: `${row.kind}/${row.id}`,
                          of: "review",
                          group: groupOf(row.due, now),
                          due: row.due,
                          row,
                      },
                  ]
                : [],
        ),
    ];
    const isOurs = (task: Task) =>
        task.of === "review" ? side === "shop" : task.item.acts === side;
    const rank = (task: Task) => [
        GROUPS.indexOf(task.group),
        isOurs(task) ? 0 : 1,
        // What is far off comes by its day; what presses, by what it costs.
        task.group === "overdue" || task.group === "soon" ? lossOf(task) : 0,
        Date.parse(task.due) * (task.group === "missed" ? -1 : 1),
    ];
    return tasks
        .map((task) => ({ task, rank: rank(task) }))
        .sort((a, b) => {
            const at = a.rank.findIndex((value, index) => value !== b.rank[index]);
            return at < 0 ? 0 : (a.rank[at] ?? 0) - (b.rank[at] ?? 0);
        })
        .map(({ task }) => task);
}

interface Pages {
    running: { deadlines: DueItem[]; next: string | null };
    missed: { next: string | null };
    reviews: { reviews: ReviewRow[]; next: string | null };
}

/** The groups of which there are more than were read: both lists come by what is due first. */
export function cutGroups({ running, missed, reviews }: Pages, now: number): Set<string> {
    const cut = new Set<string>();
    const since = (due: string | null | undefined) => {
        const last = due ? GROUPS.indexOf(groupOf(due, now)) : 0;
        for (const group of GROUPS.slice(last)) if (group !== "missed") cut.add(group);
    };
    if (running.next) since(running.deadlines.at(-1)?.due);
    if (reviews.next) {
        since(reviews.reviews.at(-1)?.due);
        cut.add("reportable");
    }
    if (missed.next) cut.add("missed");
    if (cut.size > 0) cut.add("all");
    return cut;
}
