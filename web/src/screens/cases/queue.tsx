// The queue of cases, and what a search finds.
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useCallback, useMemo } from "react";
import { Link, useNavigate } from "react-router";
import { useDesk, useMay } from "../../api/desk";
import { Loaded, Nothing, Page } from "../../kit/page";
import { RowList } from "../../kit/row-list";
import { useWords } from "../../words/words";
import { CaseRow } from "./case-row";
import { FilterBar, useFilters } from "./filters";
import { type CaseRow as Row, useQueue } from "./queries";
import { caseWords } from "./words";
import "./cases.css";

const ROW_HEIGHT = 58;

export function OpenCaseButton() {
    const t = useWords(caseWords);
    const { shop, role } = useDesk();
    return (
        <Link to={`/s/${shop.id}/cases/open`}>
            <Button type="primary" icon={<PlusOutlined />}>
                {role === "claimant" ? t.fileClaim : t.openCase}
            </Button>
        </Link>
    );
}

function Empty({ q, isFiltered }: { q: string; isFiltered: boolean }) {
    const t = useWords(caseWords);
    const may = useMay();
    if (!may("read_cases"))
        return (
            <Nothing title={t.nothingMine} hint={t.nothingMineHint} action={<OpenCaseButton />} />
        );
    if (q) return <Nothing title={t.nothingFound(q)} hint={t.nothingFoundHint} />;
    if (isFiltered) return <Nothing title={t.nothingHere} hint={t.nothingHereHint} />;
    return <Nothing title={t.nothingYet} hint={t.nothingYetHint} action={<OpenCaseButton />} />;
}

interface ListProps {
    asked: ReturnType<typeof useQueue>;
    q?: string;
    /** Stands in the place of the phase. */
    standOf?: (row: Row) => ReactNode;
}

export function CaseList({ asked, q = "", standOf }: ListProps) {
    const t = useWords(caseWords);
    const { shop } = useDesk();
    const go = useNavigate();
    const rows = useMemo(() => asked.data?.pages.flatMap((page) => page.cases) ?? [], [asked.data]);
    const open = useCallback((row: Row) => go(`/s/${shop.id}/cases/${row.case_id}`), [go, shop.id]);
    const words = useMemo(
        () => ({ next: t.next, previous: t.previous, open: t.openOne }),
        [t.next, t.previous, t.openOne],
    );
    return (
        <RowList
            rows={rows}
            keyOf={(row) => row.case_id}
            render={(row) => (
                <Link className="row-link" to={`/s/${shop.id}/cases/${row.case_id}`}>
                    <CaseRow row={row} q={q} stand={standOf?.(row)} />
                </Link>
            )}
            onOpen={open}
            label={t.list}
            rowHeight={ROW_HEIGHT}
            hasMore={asked.hasNextPage}
            isReading={asked.isFetchingNextPage}
            readMore={asked.fetchNextPage}
            behind={asked.behind}
            words={words}
        />
    );
}

export default function Queue() {
    const t = useWords(caseWords);
    const filters = useFilters();
    const { q } = filters;
    const asked = useQueue(filters.query, q);
    const may = useMay();
    const isOfShop = may("read_cases");
    return (
        <Page
            title={isOfShop ? t.cases : t.myCases}
            lead={q && t.found(q)}
            actions={<OpenCaseButton />}
            isFull
        >
            {isOfShop && <FilterBar filters={filters} />}
            <Loaded asked={asked}>
                {(data) =>
                    data.pages[0]?.cases.length ? (
                        <CaseList asked={asked} q={q} />
                    ) : (
                        <Empty q={q} isFiltered={filters.address !== ""} />
                    )
                }
            </Loaded>
        </Page>
    );
}
