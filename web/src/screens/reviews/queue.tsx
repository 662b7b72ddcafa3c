// The queue: tabs of verdicts with counts, filters, and the rows.
import { Button, Select, Tabs, Tag } from "antd";
import { Link } from "react-router";
import { useDesk, useMay } from "../../api/desk";
import { Loaded, Nothing } from "../../kit/page";
import { RowList } from "../../kit/row-list";
import { useTimes } from "../../kit/time";
import { codesOf, useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { countsOf, type FilterName, keyOfReview, LINKED, type useReviewFilters } from "./filters";
import type { ReviewRow, useReviews } from "./queries";
import { ROW_HEIGHT, Row } from "./row";
import { reviewWords } from "./words";

const VERDICTS = ["", "malicious", "unclear", "genuine"] as const;

interface Props {
    list: ReturnType<typeof useReviews>;
    rows: ReviewRow[];
    chosen: ReturnType<typeof useReviewFilters>;
    currentKey: string | undefined;
    pathOf: (row: ReviewRow) => string;
}

export function Queue({ list, rows, chosen, currentKey, pathOf }: Props) {
    const t = useWords(reviewWords);
    const say = useCodes();
    const { filters, set } = chosen;
    const counts = countsOf(list.data?.pages[0]?.counts ?? [], filters);
    return (
        <div className="review-queue">
            <Tabs
                size="small"
                activeKey={filters.verdict ?? ""}
                onChange={(verdict) => set("verdict", verdict || undefined)}
                items={VERDICTS.map((verdict) => ({
                    key: verdict,
                    label: (
                        <>
                            {verdict ? say("verdict", verdict) : t.all}
                            {list.data && (
                                <span className="quiet small tally">
                                    {counts.get(verdict) ?? 0}
                                </span>
                            )}
                        </>
                    ),
                }))}
            />
            <Filters chosen={chosen} />
            <Loaded asked={list}>
                {() =>
                    rows.length > 0 ? (
                        <RowList
                            rows={rows}
                            keyOf={keyOfReview}
                            render={(row) => <Row row={row} to={pathOf(row)} />}
                            label={t.queue}
                            rowHeight={ROW_HEIGHT}
                            currentKey={currentKey}
                            hasMore={list.hasNextPage}
                            isReading={list.isFetchingNextPage}
                            readMore={list.fetchNextPage}
                            behind={list.behind}
                        />
                    ) : (
                        <Empty total={totalOf(list)} chosen={chosen} />
                    )
                }
            </Loaded>
        </div>
    );
}

const totalOf = (list: Props["list"]) =>
    (list.data?.pages[0]?.counts ?? []).reduce((sum, one) => sum + one.count, 0);

function Filters({ chosen: { filters, set, isNarrowed } }: Pick<Props, "chosen">) {
    const t = useWords(reviewWords);
    const say = useCodes();
    const pick = (
        name: FilterName,
        label: string,
        any: string | null,
        options: { value: string; label: string }[],
    ) => (
        <Select
            size="small"
            className="review-filter"
            aria-label={label}
            popupMatchSelectWidth={false}
            value={filters[name] ?? ""}
            onChange={(value) => set(name, value || undefined)}
            options={any === null ? options : [{ value: "", label: any }, ...options]}
        />
    );
    const times = useTimes();
    const linkedName = (name: (typeof LINKED)[number], value: string) => {
        if (name === "import") return t.ofImport;
        if (name === "made_from") return t.madeFrom(times.day(value));
        if (name === "made_before") return t.madeBefore(times.day(value));
        return `${t[name]} ${value}`;
    };
    const named = (kind: Parameters<typeof say>[0]) =>
        codesOf(kind).map((code) => ({ value: code, label: say(kind, code) }));
    return (
        <div className="row wrap review-filters">
            {pick("state", t.stateFilter, t.anyState, named("state"))}
            {pick("reportable", t.reportableFilter, t.reportableAny, [
                { value: "true", label: t.reportableYes },
                { value: "false", label: t.reportableNo },
            ])}
            {pick("ground", t.groundFilter, t.anyGround, named("ground"))}
            {pick("cause", t.causeFilter, t.anyCause, named("cause"))}
            {pick("order", t.order, null, [
                { value: "due", label: t.byDue },
                { value: "newest", label: t.byNewest },
            ])}
            {LINKED.map((name) => {
                const value = filters[name];
                return (
                    value && (
                        <Tag key={name} closable onClose={() => set(name, undefined)}>
                            {linkedName(name, value)}
                        </Tag>
                    )
                );
            })}
            {isNarrowed && filters.state !== "new" && <Clear />}
        </div>
    );
}

function Clear() {
    const t = useWords(reviewWords);
    return (
        <Link to="?" className="small">
            {t.clear}
        </Link>
    );
}

function Empty({ total, chosen }: { total: number; chosen: Props["chosen"] }) {
    const t = useWords(reviewWords);
    const { shop } = useDesk();
    const mayImport = useMay()("import");
    const { filters } = chosen;
    const isCounted = ["kind", "ground", "cause", ...LINKED].some(
        (name) => filters[name as FilterName],
    );
    if (total === 0 && !isCounted)
        return (
            <Nothing
                title={t.none}
                hint={t.noneHint}
                action={
                    mayImport && (
                        <Link to={`/s/${shop.id}/import`}>
                            <Button type="primary" tabIndex={-1}>
                                {t.toImport}
                            </Button>
                        </Link>
                    )
                }
            />
        );
    const isDone = filters.state === "new" && Object.keys(filters).length === 2;
    return (
        <Nothing
            title={isDone ? t.allDone : t.noneHere}
            hint={isDone ? t.allDoneHint : t.noneHereHint}
            action={<Link to="?state=any">{t.anyState}</Link>}
        />
    );
}
