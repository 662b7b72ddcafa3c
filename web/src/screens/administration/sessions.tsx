// Where one is logged in, and what others changed about one's account.
import { Button } from "antd";
import type { Schemas } from "../../api/client";
import { DataTable } from "../../kit/data-table";
import { Moment } from "../../kit/due";
import { Loaded } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import {
    useEndOtherSessions,
    useEndSession,
    useForgetNotices,
    useNotices,
    useSessions,
} from "./queries";
import { Section } from "./section";
import { sessionWords } from "./session-words";

function SessionTable({ sessions }: { sessions: Schemas["session"][] }) {
    const t = useWords(sessionWords);
    const end = useEndSession();
    return (
        <>
            {end.error && <ProblemNote error={end.error} />}
            <DataTable
                caption={t.sessions}
                rows={sessions}
                keyOf={(one) => one.id}
                columns={[
                    {
                        key: "browser",
                        title: t.browser,
                        isHead: true,
                        cell: (one) => (
                            <span>
                                {one.browser || t.unknown}{" "}
                                {one.is_this && <span className="quiet small">({t.here})</span>}
                            </span>
                        ),
                    },
                    {
                        key: "began",
                        title: t.began,
                        isTight: true,
                        cell: (one) => <Moment at={one.began_at} />,
                    },
                    {
                        key: "seen",
                        title: t.seen,
                        isTight: true,
                        cell: (one) => <Moment at={one.seen_at} />,
                    },
                    {
                        key: "end",
                        title: t.actions,
                        isTight: true,
                        cell: (one) =>
                            one.is_this ? null : (
                                <Button size="small" danger onClick={() => end.mutate(one.id)}>
                                    {t.end}
                                </Button>
                            ),
                    },
                ]}
            />
        </>
    );
}

export function Sessions() {
    const t = useWords(sessionWords);
    const sessions = useSessions();
    const others = useEndOtherSessions();
    return (
        <Section
            title={t.sessions}
            lead={t.sessionsLead}
            actions={
                <Button loading={others.isPending} onClick={() => others.mutate(undefined)}>
                    {t.endOthers}
                </Button>
            }
        >
            {others.error && <ProblemNote error={others.error} />}
            <Loaded asked={sessions}>
                {(answer) => <SessionTable sessions={answer.sessions} />}
            </Loaded>
        </Section>
    );
}

/** Nothing is shown while there is nothing to tell. */
export function Notices() {
    const t = useWords(sessionWords);
    const notices = useNotices();
    const forget = useForgetNotices();
    if (!notices.data?.notices.length) return null;
    return (
        <Section
            title={t.notices}
            lead={t.noticesLead}
            actions={
                <Button loading={forget.isPending} onClick={() => forget.mutate(undefined)}>
                    {t.read}
                </Button>
            }
        >
            <ul>
                {notices.data.notices.map((one) => (
                    <li key={`${one.at} ${one.what} ${one.shop ?? ""}`}>
                        <Moment at={one.at} /> {t[one.what]}
                        {one.shop_name && ` · ${one.shop_name}`}
                    </li>
                ))}
            </ul>
        </Section>
    );
}
