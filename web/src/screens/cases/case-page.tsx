// One case: everything known of it on the left, what can be done and until when on the right.
import { Tag } from "antd";
import { useCallback, useMemo, useState } from "react";
import { Link, useParams } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk, useMay } from "../../api/desk";
import { Moment } from "../../kit/due";
import { Loaded, Page } from "../../kit/page";
import { Person } from "../../kit/person";
import { AlsoHere } from "../../shell/also-here";
import { useCodes } from "../../terms/codes";
import type { CommandName } from "../../terms/commands";
import { useWords } from "../../words/words";
import { AllegationGrid } from "./allegation-grid";
import { useBookWords } from "./book";
import { Stand } from "./case-row";
import { useBookPath } from "./clause-link";
import { Clocks } from "./clocks";
import { ComplaintCard } from "./complaint-card";
import { Evidence } from "./evidence";
import { FilingDesk } from "./filing";
import { Messages } from "./messages";
import { MoveDesk } from "./moves";
import { OneCaseProvider, useOneCase } from "./one-case";
import { type Body, type Case, useBook, useBookInForce, useCase } from "./queries";
import { Reconcile } from "./reconcile";
import { Rehearsal } from "./rehearsal";
import { ReviewCard } from "./review-card";
import { Rulings } from "./rulings";
import { Ties } from "./ties";
import { Timeline } from "./timeline";
import { caseWords } from "./words";
import "./cases.css";

/** The move whose form is open. */
interface Started {
    command: CommandName;
    preset: Body;
    /** Another start of the same move is another form. */
    count: number;
}

const BOOK_OF: Record<Case["kind"], string> = {
    harassment_claim: "harassment",
    review_report: "malicious-review",
    complaint: "complaint-remedy",
};

export default function CaseScreen() {
    const { case: id = "" } = useParams();
    const t = useWords(caseWords);
    const asked = useCase(id);
    if (asked.data) return <CaseView key={id} page={asked.data} id={id} />;
    return (
        <Page title={t.cases} actions={<BackToCases />}>
            <Loaded asked={asked}>{() => null}</Loaded>
        </Page>
    );
}

function CaseView({ page, id }: { page: Schemas["case_page"]; id: string }) {
    const codes = useCodes();
    const { case: c, allowed_moves: moves } = page;
    // A report gets its rulebook when it is filed; until then the one in force is spoken of.
    const inForce = useBookInForce(c.book.id ? "" : BOOK_OF[c.kind]);
    const own = useBook(c.book);
    const book = useBookWords(own.data ?? inForce.data);
    const [started, setStarted] = useState<Started | null>(null);
    const start = useCallback(
        (command: string, preset: Body = {}) =>
            setStarted((old) => ({
                command: command as CommandName,
                preset,
                count: (old?.count ?? 0) + 1,
            })),
        [],
    );
    const one = useMemo(
        () => ({
            page,
            c,
            book,
            start,
            may: (command: string) => moves.find((move) => move.command === command),
        }),
        [page, c, book, start, moves],
    );
    return (
        <OneCaseProvider value={one}>
            <Page
                title={<Head />}
                name={c.title || codes("kind", c.kind)}
                lead={<Lead />}
                actions={<BackToCases />}
            >
                <div className="case-grid">
                    <div className="case-top">
                        <AlsoHere about={(c.orders ?? [])[0] ?? id} />
                        <FilingDesk id={id} />
                        <MoveDesk id={id} started={started} onClose={() => setStarted(null)} />
                        <Clocks id={id} />
                    </div>
                    <div className="case-main">
                        <Matter />
                        <Evidence />
                        <Reconcile id={id} />
                        <Rulings id={id} />
                        <Messages id={id} />
                        <Timeline id={id} />
                    </div>
                    <div className="case-rest">
                        <Rehearsal id={id} />
                        <Ties />
                    </div>
                </div>
            </Page>
        </OneCaseProvider>
    );
}

function BackToCases() {
    const t = useWords(caseWords);
    const { shop } = useDesk();
    return <Link to={`/s/${shop.id}/cases`}>{t.backToCases}</Link>;
}

function Head() {
    const codes = useCodes();
    const { c } = useOneCase();
    const outcome = c.rulings.at(-1)?.outcome ?? null;
    return (
        <span className="case-head">
            {c.title || codes("kind", c.kind)} <Stand phase={c.phase} outcome={outcome} />
        </span>
    );
}

function Lead() {
    const t = useWords(caseWords);
    const bookPath = useBookPath();
    const { c, book } = useOneCase();
    const may = useMay();
    const codes = useCodes();
    const orders = c.orders ?? [];
    return (
        <span className="case-lead">
            <span>{codes("kind", c.kind)}</span>
            <span>{codes("perspective", c.perspective)}</span>
            {c.platform && <span>{codes("platform", c.platform)}</span>}
            <span>
                {t.opened} <Moment at={c.opened_at} />
            </span>
            <span>
                {t.officer} {c.assigned ? <Person user={c.assigned} /> : t.nobody}
            </span>
            {orders.length > 0 && (
                <span>
                    {t.orders} <span className="tabular">{orders.join(" ")}</span>
                </span>
            )}
            {c.person && may("erase_persons") && (
                <span>
                    {t.customer} <span className="hash">{c.person}</span>
                </span>
            )}
            {c.book.id && (
                <Link to={bookPath(c.book)}>
                    {t.book} {book.title || c.book.id} {c.book.version}
                </Link>
            )}
            {c.breaches.map((breach) => (
                <Tag key={breach} color="error">
                    {codes("breach", breach)}
                </Tag>
            ))}
        </span>
    );
}

function Matter() {
    const { c } = useOneCase();
    if (c.kind === "harassment_claim") return <AllegationGrid />;
    return c.kind === "review_report" ? <ReviewCard /> : <ComplaintCard />;
}
