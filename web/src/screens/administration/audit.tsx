// The chain of all that happened, and the walk along it.
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk } from "../../api/desk";
import { type Column, DataTable } from "../../kit/data-table";
import { Moment } from "../../kit/due";
import { Loaded, Nothing } from "../../kit/page";
import { useCodes } from "../../terms/codes";
import { useEventNames } from "../../terms/events";
import { useWords } from "../../words/words";
import { useAudit } from "./audit-queries";
import { auditWords } from "./audit-words";
import { More, Section } from "./section";
import { Verification } from "./verification";

const HASH_SHOWN = 12;

function useColumns(): Column<Schemas["audit_entry"]>[] {
    const t = useWords(auditWords);
    const say = useCodes();
    const eventName = useEventNames();
    const { shop } = useDesk();
    return [
        {
            key: "position",
            title: t.position,
            isNumber: true,
            isTight: true,
            cell: (one) => one.position,
        },
        {
            key: "when",
            title: t.when,
            isTight: true,
            cell: (one) => <Moment at={one.at} />,
        },
        { key: "event", title: t.event, cell: (one) => eventName(one.type) },
        {
            key: "case",
            title: t.case,
            isTight: true,
            cell: (one) =>
                one.review ? (
                    <Link to={`/s/${shop.id}/reviews/${one.review.kind}/${one.review.id}`}>
                        {say("kind", one.review.kind)}
                    </Link>
                ) : (
                    <Link to={`/s/${shop.id}/cases/${one.case_id}`}>
                        {one.number ?? one.case_id}
                    </Link>
                ),
        },
        {
            key: "who",
            title: t.who,
            cell: (one) => (
                <span>
                    {one.name ?? (one.role === "system" ? "" : one.user)}{" "}
                    <span className="quiet small">{say("role", one.role)}</span>
                </span>
            ),
        },
        {
            key: "hash",
            title: t.hash,
            isTight: true,
            cell: (one) => (
                <span className="hash quiet" title={one.hash}>
                    {one.hash.slice(0, HASH_SHOWN)}
                </span>
            ),
        },
    ];
}

export default function Audit() {
    const t = useWords(auditWords);
    const audit = useAudit();
    const columns = useColumns();
    return (
        <>
            <Verification />
            <Section lead={t.lead}>
                <Loaded asked={audit}>
                    {({ pages }) => (
                        <DataTable
                            caption={t.caption}
                            columns={columns}
                            rows={pages.flatMap((page) => page.entries)}
                            keyOf={(one) => String(one.position)}
                            empty={<Nothing title={t.none} hint={t.noneHint} />}
                        />
                    )}
                </Loaded>
                <More of={audit}>{t.more}</More>
            </Section>
        </>
    );
}
