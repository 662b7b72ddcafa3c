// One's own second factor: set up with an authenticator app, its recovery codes shown once, taken away.
import { Alert, App, Button, Form, Input, QRCode } from "antd";
import { useState } from "react";
import { CopyButton } from "../../kit/copy";
import { CurrentPassword } from "../../kit/log-in-fields";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import {
    useBeginSecondFactor,
    useConfirmSecondFactor,
    useRemoveSecondFactor,
    useSecondFactor,
} from "./queries";
import { Section } from "./section";
import { adminWords } from "./words";

function CodeField() {
    const t = useWords(adminWords);
    return (
        <Form.Item name="code" label={t.code} rules={[{ required: true, message: t.needed }]}>
            <Input autoComplete="one-time-code" />
        </Form.Item>
    );
}

interface Secret {
    secret: string;
    uri: string;
}

function Begin({ onBegun }: { onBegun: (secret: Secret) => void }) {
    const t = useWords(adminWords);
    const begin = useBeginSecondFactor();
    return (
        <>
            {begin.error && <ProblemNote error={begin.error} />}
            <Button
                loading={begin.isPending}
                onClick={() => begin.mutate(undefined, { onSuccess: onBegun })}
            >
                {t.factorBegin}
            </Button>
        </>
    );
}

function Confirm({ secret, onDone }: { secret: Secret; onDone: (codes: string[]) => void }) {
    const t = useWords(adminWords);
    const confirm = useConfirmSecondFactor();
    const { message } = App.useApp();
    return (
        <Form
            name="factor-confirm"
            className="panel"
            layout="vertical"
            requiredMark={false}
            onFinish={(body: { code: string }) =>
                confirm.mutate(body, {
                    onSuccess: (told) => {
                        onDone(told.recovery_codes);
                        message.success(t.factorMade);
                    },
                })
            }
        >
            <p>{t.factorScan}</p>
            <QRCode type="svg" value={secret.uri} aria-label={t.factorPicture} />
            <p>
                {t.factorSecret} <code>{secret.secret}</code>
            </p>
            <CodeField />
            {confirm.error && <ProblemNote error={confirm.error} />}
            <Button type="primary" htmlType="submit" loading={confirm.isPending}>
                {t.factorConfirm}
            </Button>
        </Form>
    );
}

function Recovery({ codes, onSeen }: { codes: string[]; onSeen: () => void }) {
    const t = useWords(adminWords);
    return (
        <Alert
            type="warning"
            showIcon
            title={t.recoveryWhy}
            description={
                <div className="stack">
                    <ul>
                        {codes.map((code) => (
                            <li key={code}>
                                <code>{code}</code>
                            </li>
                        ))}
                    </ul>
                    <div className="row wrap">
                        <CopyButton text={codes.join("\n")} isPrimary />
                        <Button onClick={onSeen}>{t.recoveryKept}</Button>
                    </div>
                </div>
            }
        />
    );
}

function Remove() {
    const t = useWords(adminWords);
    const remove = useRemoveSecondFactor();
    const { message } = App.useApp();
    return (
        <Form
            name="factor-remove"
            className="panel"
            layout="vertical"
            requiredMark={false}
            onFinish={(body: { password: string; code: string }) =>
                remove.mutate(body, { onSuccess: () => message.success(t.factorRemoved) })
            }
        >
            <CurrentPassword label={t.factorPassword} />
            <CodeField />
            {remove.error && <ProblemNote error={remove.error} />}
            <Button danger htmlType="submit" loading={remove.isPending}>
                {t.factorRemove}
            </Button>
        </Form>
    );
}

export function SecondFactor() {
    const t = useWords(adminWords);
    const factor = useSecondFactor();
    const [secret, setSecret] = useState<Secret | null>(null);
    const [codes, setCodes] = useState<string[] | null>(null);
    const isOn = factor.data?.is_on ?? false;
    return (
        <Section title={t.factor} lead={t.factorLead}>
            {factor.error && <ProblemNote error={factor.error} />}
            {codes && <Recovery codes={codes} onSeen={() => setCodes(null)} />}
            {isOn && <p>{t.factorOn(factor.data?.recovery_codes_left ?? 0)}</p>}
            {isOn && <Remove />}
            {factor.data && !isOn && !secret && <Begin onBegun={setSecret} />}
            {!isOn && secret && (
                <Confirm
                    secret={secret}
                    onDone={(told) => {
                        setSecret(null);
                        setCodes(told);
                    }}
                />
            )}
        </Section>
    );
}
