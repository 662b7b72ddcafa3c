// Web-hooks: who is told of what, and whether it arrived.
import { Button, Popconfirm, Tag, Typography } from "antd";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { CopyOnce } from "../../kit/copy-once";
import { Loaded, Nothing } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import { AddHook } from "./add-hook";
import { Deliveries } from "./deliveries";
import { useHooks, useRemoveHook, useTestHook, useTurnHook } from "./hook-queries";
import { hookWords } from "./hook-words";
import { Section } from "./section";

type Hook = Schemas["web_hook"];

function HookState({ hook }: { hook: Hook }) {
    const t = useWords(hookWords);
    if (!hook.is_off) return <Tag color="success">{t.on}</Tag>;
    const why = hook.off_because;
    const known = why === "gone" || why === "failing" || why === "maker_left" ? t[why] : "";
    return (
        <span>
            <Tag>{t.off}</Tag> <span className="quiet">{known}</span>
        </span>
    );
}

function OneHook({ hook }: { hook: Hook }) {
    const t = useWords(hookWords);
    const [isOpen, setOpen] = useState(false);
    const turn = useTurnHook();
    const test = useTestHook();
    const remove = useRemoveHook();
    const failed = turn.error ?? test.error ?? remove.error;
    return (
        <article className="panel stack">
            <div className="section-head">
                <div className="grow">
                    <Typography.Text strong className="quote">
                        {hook.url}
                    </Typography.Text>
                    <div className="quiet small">
                        {hook.events.map((event) => t[event]).join(" · ")}
                        {hook.leads.length > 0 && ` · ${hook.leads.join(" · ")}`}
                    </div>
                </div>
                <HookState hook={hook} />
            </div>
            {failed && <ProblemNote error={failed} />}
            <div className="row-actions">
                <Button
                    size="small"
                    loading={test.isPending}
                    onClick={() => test.mutate(hook.id, { onSuccess: () => setOpen(true) })}
                >
                    {t.sendTest}
                </Button>
                <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                    {isOpen ? t.hideDeliveries : t.deliveries}
                </Button>
                <Button
                    size="small"
                    loading={turn.isPending}
                    onClick={() => turn.mutate({ hook: hook.id, is_off: !hook.is_off })}
                >
                    {hook.is_off ? t.turnOn : t.turnOff}
                </Button>
                <Popconfirm
                    title={t.removeSure}
                    description={t.removeHint}
                    onConfirm={() => remove.mutate(hook.id)}
                >
                    <Button size="small" danger>
                        {t.remove}
                    </Button>
                </Popconfirm>
            </div>
            {isOpen && <Deliveries hook={hook.id} />}
        </article>
    );
}

export default function Hooks() {
    const t = useWords(hookWords);
    const hooks = useHooks();
    const [isAdding, setAdding] = useState(false);
    const [made, setMade] = useState<Hook | null>(null);
    return (
        <Section
            lead={t.lead}
            actions={
                <Button type="primary" onClick={() => setAdding(true)}>
                    {t.add}
                </Button>
            }
        >
            {made?.secret && (
                <CopyOnce
                    title={t.secret}
                    hint={t.secretHint}
                    secret={made.secret}
                    onClose={() => setMade(null)}
                />
            )}
            <Loaded asked={hooks}>
                {({ web_hooks }) =>
                    web_hooks.length === 0 ? (
                        <Nothing title={t.none} hint={t.noneHint} />
                    ) : (
                        <div className="stack">
                            {web_hooks.map((hook) => (
                                <OneHook key={hook.id} hook={hook} />
                            ))}
                        </div>
                    )
                }
            </Loaded>
            <AddHook isOpen={isAdding} onClose={() => setAdding(false)} onMade={setMade} />
        </Section>
    );
}
