// The walk of the chain: begun, watched, stopped, and what it found.
import { Alert, Button, Form, Input, Progress } from "antd";
import type { Schemas } from "../../api/client";
import { CopyButton } from "../../kit/copy";
import { DataTable } from "../../kit/data-table";
import { Loaded } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useTimes } from "../../kit/time";
import { useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import { useStopVerification, useVerification, useVerify } from "./audit-queries";
import { auditWords } from "./audit-words";
import { Section } from "./section";

type Walk = Schemas["verification"];
const PERCENT = 100;

function Running({ walk }: { walk: Walk }) {
    const t = useWords(auditWords);
    const stop = useStopVerification();
    return (
        <div className="stack">
            <span role="status">{t.running(walk.done, walk.of)}</span>
            <Progress
                percent={walk.of > 0 ? Math.floor((PERCENT * walk.done) / walk.of) : 0}
                aria-label={t.verify}
            />
            <div>
                <Button loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
                    {t.stop}
                </Button>
            </div>
        </div>
    );
}

function Faults({ walk }: { walk: Walk }) {
    const t = useWords(auditWords);
    const nameOf = useCodes();
    const say = useSay();
    return (
        <>
            <DataTable
                caption={t.bad(walk.faults.length + walk.further_faults)}
                rows={walk.faults}
                keyOf={(fault, index) => `${index}/${fault.position}`}
                columns={[
                    {
                        key: "fault",
                        title: t.fault,
                        cell: (one) => nameOf("chain_fault", one.kind),
                    },
                    {
                        key: "position",
                        title: t.position,
                        isNumber: true,
                        cell: (one) => one.position || "",
                    },
                    { key: "what", title: t.what, cell: (one) => say(one.said) },
                ]}
            />
            {walk.further_faults > 0 && <p className="quiet">{t.further(walk.further_faults)}</p>}
        </>
    );
}

/** What was looked at, and when: no more than that is said to be sound. */
function Scope({ walk }: { walk: Walk }) {
    const t = useWords(auditWords);
    const times = useTimes();
    const { started_at: from, ended_at: to, expected } = walk;
    return (
        <div>
            {to && <div>{t.at(times.moment(from), times.moment(to))}</div>}
            <div>{t.checked}</div>
            <ul>
                <li>{t.events(walk.events, walk.head?.position ?? 0)}</li>
                <li>{t.cases(walk.cases)}</li>
                <li>{t.files(walk.files)}</li>
                <li>{t.rows(walk.rows)}</li>
                <li>{expected === undefined ? t.notExpected : t.expected(expected)}</li>
            </ul>
            <div>{t.notChecked}</div>
        </div>
    );
}

function Walked({ walk }: { walk: Walk }) {
    const t = useWords(auditWords);
    if (walk.state === "running") return <Running walk={walk} />;
    if (walk.state !== "done")
        return (
            <Alert
                type="warning"
                showIcon
                title={walk.state === "stopped" ? t.stopped : t.failed}
            />
        );
    const isGood = walk.is_good === true;
    return (
        <div className="stack">
            <Alert
                type={isGood ? "success" : "error"}
                showIcon
                role="status"
                title={isGood ? t.good : t.bad(walk.faults.length + walk.further_faults)}
                description={
                    <div className="stack">
                        <Scope walk={walk} />
                        {walk.line && (
                            <>
                                <span className="hash">{walk.line}</span>
                                <div className="row wrap">
                                    <CopyButton text={walk.line} />
                                    <span className="quiet">{t.keepHead}</span>
                                </div>
                            </>
                        )}
                    </div>
                }
            />
            {!isGood && <Faults walk={walk} />}
        </div>
    );
}

export function Verification() {
    const t = useWords(auditWords);
    const walk = useVerification();
    const verify = useVerify();
    const isRunning = walk.data?.walk?.state === "running";
    return (
        <Section title={t.verify} lead={t.verifyLead}>
            <Form
                layout="vertical"
                className="verify-form"
                onFinish={({ expect }: { expect?: string }) =>
                    verify.mutate(expect?.trim() ? { expect: expect.trim() } : {})
                }
            >
                <Form.Item name="expect" label={t.expect} extra={t.expectRule}>
                    <Input autoComplete="off" spellCheck={false} />
                </Form.Item>
                <Button
                    type="primary"
                    htmlType="submit"
                    disabled={isRunning}
                    loading={verify.isPending}
                >
                    {t.start}
                </Button>
            </Form>
            {verify.error && <ProblemNote error={verify.error} />}
            <Loaded asked={walk}>
                {(found) =>
                    found.walk ? <Walked walk={found.walk} /> : <p className="quiet">{t.never}</p>
                }
            </Loaded>
        </Section>
    );
}
