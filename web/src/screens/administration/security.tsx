// The security log of the shop: for its owner and its auditor.
import { DownloadOutlined } from "@ant-design/icons";
import { Button, Tag } from "antd";
import type { Schemas } from "../../api/client";
import { type Column, DataTable } from "../../kit/data-table";
import { Moment } from "../../kit/due";
import { Loaded, Nothing } from "../../kit/page";
import { useDesk } from "../../shell/desk";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { useSecurity } from "./audit-queries";
import { Section } from "./section";
import { securityWords } from "./security-words";

const TERMINAL = "terminal";

function useColumns(): Column<Schemas["security_entry"]>[] {
    const t = useWords(securityWords);
    const say = useCodes();
    return [
        { key: "when", title: t.when, isTight: true, cell: (one) => <Moment at={one.at} /> },
        {
            key: "what",
            title: t.what,
            cell: (one) => (
                <span title={one.route}>
                    {say("security", one.what)}{" "}
                    {!one.is_allowed && one.what !== "refused" && <Tag>{t.refused}</Tag>}
                </span>
            ),
        },
        {
            key: "who",
            title: t.who,
            cell: (one) =>
                one.name ??
                one.account ??
                (one.whence === TERMINAL ? t.terminal : <span className="quiet">{t.nobody}</span>),
        },
        {
            key: "whence",
            title: t.whence,
            isTight: true,
            cell: (one) => (one.whence === TERMINAL ? t.terminal : one.whence),
        },
        {
            key: "about",
            title: t.about,
            cell: (one) => <span className="hash quiet">{one.about}</span>,
        },
        { key: "count", title: t.count, isNumber: true, isTight: true, cell: (one) => one.count },
    ];
}

export default function Security() {
    const t = useWords(securityWords);
    const { shop } = useDesk();
    const security = useSecurity();
    const columns = useColumns();
    return (
        <Section lead={t.lead}>
            <Button
                icon={<DownloadOutlined />}
                href={`/api/v1/shops/${encodeURIComponent(shop.id)}/security?form=lines`}
                download="security.ndjson"
            >
                {t.download}
            </Button>
            <Loaded asked={security}>
                {({ pages }) => (
                    <DataTable
                        caption={t.lead}
                        columns={columns}
                        rows={pages.flatMap((page) => page.entries)}
                        keyOf={(one) => String(one.number)}
                        empty={<Nothing title={t.none} hint={t.noneHint} />}
                    />
                )}
            </Loaded>
            {security.hasNextPage && (
                <Button
                    className="center"
                    loading={security.isFetchingNextPage}
                    onClick={() => security.fetchNextPage()}
                >
                    {t.more}
                </Button>
            )}
        </Section>
    );
}
