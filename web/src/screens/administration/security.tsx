// The security log of the shop: for its owner and its auditor.
import { DownloadOutlined } from "@ant-design/icons";
import { Button, Select, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk, useMay } from "../../api/desk";
import { usePeople } from "../../api/people";
import { type Column, DataTable } from "../../kit/data-table";
import { Moment } from "../../kit/due";
import { Loaded, Nothing } from "../../kit/page";
import { codesOf, useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { type SecurityWish, useSecurity } from "./audit-queries";
import { More, Section } from "./section";
import { detailsOf, refusalOf, thingOf } from "./security-about";
import { useAreas } from "./security-areas";
import { securityWords } from "./security-words";

type Entry = Schemas["security_entry"];

const TERMINAL = "terminal";
/** Of these it is said what they were for: one name stands for many routes. */
const NAMED_BY_ROUTE: Entry["what"][] = ["personal_read", "refused"];

function What({ entry }: { entry: Entry }) {
    const say = useCodes();
    const area = useAreas()(entry.route);
    const isNamed = NAMED_BY_ROUTE.includes(entry.what) && area;
    return (
        <span>
            {say("security", entry.what)}
            {isNamed && <span className="quiet"> · {area}</span>}
        </span>
    );
}

function Who({ entry }: { entry: Entry }) {
    const t = useWords(securityWords);
    if (entry.name) return <>{entry.name}</>;
    if (entry.whence === TERMINAL) return <>{t.terminal}</>;
    return (
        <span className="quiet" title={entry.account ?? undefined}>
            {entry.account ? t.unnamed : t.nobody}
        </span>
    );
}

function About({ entry }: { entry: Entry }) {
    const say = useCodes();
    const { shop } = useDesk();
    const thing = thingOf(entry);
    const details = detailsOf(entry).map(({ kind, code }) => say(kind, code));
    const said = [entry.about_name, ...details].filter(Boolean).join(" · ");
    return (
        <span title={entry.about ?? undefined}>
            {said}
            {thing && (
                <Link to={`/s/${shop.id}/${thing.path}`}>{say("security_thing", thing.kind)}</Link>
            )}
        </span>
    );
}

function Outcome({ entry }: { entry: Entry }) {
    const t = useWords(securityWords);
    const say = useCodes();
    if (entry.is_allowed) return <span className="quiet">{t.allowed}</span>;
    const why = refusalOf(entry);
    return (
        <span>
            <Tag color="error">{t.refused}</Tag>
            {why && say("security_refusal", why)}
        </span>
    );
}

function useColumns(): Column<Entry>[] {
    const t = useWords(securityWords);
    return [
        { key: "when", title: t.when, isTight: true, cell: (one) => <Moment at={one.at} /> },
        { key: "what", title: t.what, cell: (one) => <What entry={one} /> },
        { key: "about", title: t.about, cell: (one) => <About entry={one} /> },
        { key: "who", title: t.who, cell: (one) => <Who entry={one} /> },
        {
            key: "whence",
            title: t.whence,
            isTight: true,
            cell: (one) => (one.whence === TERMINAL ? t.terminal : one.whence),
        },
        { key: "outcome", title: t.outcome, cell: (one) => <Outcome entry={one} /> },
        { key: "count", title: t.count, isNumber: true, isTight: true, cell: (one) => one.count },
    ];
}

interface Filters {
    wish: SecurityWish;
    set: (change: SecurityWish) => void;
}

function Wishes({ wish, set }: Filters) {
    const t = useWords(securityWords);
    const say = useCodes();
    const may = useMay();
    const people = usePeople();
    const common = { allowClear: true, popupMatchSelectWidth: false, className: "log-filter" };
    return (
        <div className="row wrap">
            <Select
                {...common}
                aria-label={t.what}
                placeholder={t.what}
                showSearch={{ optionFilterProp: "label" }}
                value={wish.what}
                onChange={(what) => set({ what })}
                options={codesOf("security").map((value) => ({
                    value,
                    label: say("security", value),
                }))}
            />
            {may("read_personal") && (
                <Select
                    {...common}
                    aria-label={t.who}
                    placeholder={t.who}
                    showSearch={{ optionFilterProp: "label" }}
                    value={wish.account}
                    onChange={(account) => set({ account })}
                    options={(people.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
                />
            )}
            <Select
                {...common}
                aria-label={t.outcome}
                placeholder={t.outcome}
                value={wish.outcome}
                onChange={(outcome) => set({ outcome })}
                options={[
                    { value: "allowed", label: t.allowed },
                    { value: "refused", label: t.refused },
                ]}
            />
        </div>
    );
}

function addressOf(shop: string, wish: SecurityWish): string {
    const query = new URLSearchParams({ form: "lines" });
    for (const [name, value] of Object.entries(wish)) if (value) query.set(name, value);
    return `/api/v1/shops/${encodeURIComponent(shop)}/security?${query}`;
}

export default function Security() {
    const t = useWords(securityWords);
    const { shop } = useDesk();
    const [wish, setWish] = useState<SecurityWish>({});
    const security = useSecurity(wish);
    const columns = useColumns();
    const isSome = Object.values(wish).some(Boolean);
    return (
        <Section
            lead={t.lead}
            actions={
                <Button
                    icon={<DownloadOutlined />}
                    href={addressOf(shop.id, wish)}
                    download="security.ndjson"
                >
                    {t.download}
                </Button>
            }
        >
            <Wishes wish={wish} set={(change) => setWish({ ...wish, ...change })} />
            <Loaded asked={security}>
                {({ pages }) => (
                    <DataTable
                        caption={t.caption}
                        columns={columns}
                        rows={pages.flatMap((page) => page.entries)}
                        keyOf={(one) => String(one.number)}
                        empty={
                            isSome ? (
                                <Nothing
                                    title={t.noneSo}
                                    hint={security.hasNextPage ? t.noneSoYet : t.noneSoHint}
                                />
                            ) : (
                                <Nothing title={t.none} hint={t.noneHint} />
                            )
                        }
                    />
                )}
            </Loaded>
            <More of={security}>{t.more}</More>
        </Section>
    );
}
