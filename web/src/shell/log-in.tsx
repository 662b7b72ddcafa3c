// The three ways in: a password, a one-time link, and again after the session has ended.
import { Alert, App, Button, Form, Input, Modal, Typography } from "antd";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { onSessionEnd } from "../api/client";
import { Problem } from "../api/problem";
import { type Account, useLink, useLogIn, useLogOut } from "../api/session";
import { CurrentPassword, LogInAgainFields } from "../kit/log-in-fields";
import { NewPasswordFields } from "../kit/new-password";
import { ProblemNote } from "../kit/problem-note";
import { kitWords } from "../kit/words";
import { useWords } from "../words/words";
import { useAsked } from "./asked";
import { Corner } from "./corner";
import mark from "./mark.svg";
import { PasskeyButton } from "./passkey-button";
import { shellWords } from "./words";

const LINK_KEY = "link";
const LOG_IN_TOLD_SECONDS = 30;

/** The secret of a one-time link stands behind "#", which browsers send to no server. */
export function secretOfLink(): string | null {
    return new URLSearchParams(window.location.hash.slice(1)).get(LINK_KEY);
}

function forgetLink() {
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
}

function Gate({ title, why, children }: { title: string; why?: string; children: ReactNode }) {
    const t = useWords(shellWords);
    return (
        <main className="gate">
            <div className="gate-corner">
                <Corner />
            </div>
            <section className="gate-card">
                <img src={mark} alt="" width={48} height={48} />
                <Typography.Title level={1} className="gate-title">
                    {title}
                </Typography.Title>
                {why && <p className="quiet">{why}</p>}
                {children}
            </section>
            <p className="quiet small">{t.legal}</p>
        </main>
    );
}

const CODE_KINDS = ["second-factor-needed", "wrong-code"];

/** Whether the account was found to ask for a code too; once it does, the field stays. */
function useCodeAsked(): [boolean, (error: unknown) => void] {
    const [isAsked, setAsked] = useState(false);
    const look = useCallback((error: unknown) => {
        if (error instanceof Problem && CODE_KINDS.includes(error.kind)) setAsked(true);
    }, []);
    return [isAsked, look];
}

function CodeField() {
    const t = useWords(shellWords);
    return (
        <Form.Item
            name="code"
            label={t.code}
            extra={t.codeWhy}
            rules={[{ required: true, message: "" }]}
        >
            <Input autoFocus autoComplete="one-time-code" size="large" />
        </Form.Item>
    );
}

/** That a code is needed is no fault: the field says so. */
function LogInFault({ error }: { error: unknown }) {
    if (!error || (error instanceof Problem && error.kind === "second-factor-needed")) return null;
    return <ProblemNote error={error} />;
}

export function LogInPage() {
    const t = useWords(shellWords);
    const of = useWords(kitWords);
    const logIn = useLogIn();
    const [isCodeAsked, look] = useCodeAsked();
    return (
        <Gate title={of.product}>
            <Form
                layout="vertical"
                requiredMark={false}
                onFinish={(values) => logIn.mutate(values, { onError: look })}
            >
                <Form.Item name="login" label={of.login} rules={[{ required: true, message: "" }]}>
                    <Input autoFocus autoComplete="username" size="large" />
                </Form.Item>
                <CurrentPassword size="large" />
                {isCodeAsked && <CodeField />}
                <LogInFault error={logIn.error} />
                <Button
                    type="primary"
                    htmlType="submit"
                    size="large"
                    block
                    loading={logIn.isPending}
                >
                    {t.logIn}
                </Button>
            </Form>
            <PasskeyButton />
        </Gate>
    );
}

export function FirstStartPage({ secret, onDone }: { secret: string; onDone: () => void }) {
    const t = useWords(shellWords);
    const use = useLink();
    const isSpent = use.error instanceof Problem && [404, 410].includes(use.error.status);
    const isKnown = use.error instanceof Problem && use.error.kind === "wrong-log-in";
    const [isCodeAsked, look] = useCodeAsked();
    const { notification } = App.useApp();
    const leave = () => {
        forgetLink();
        onDone();
    };
    // Nobody but the link knew it; the next log-in asks for it.
    const enter = ({ login }: Account) => {
        notification.info({
            title: t.yourLogIn(login),
            description: t.yourLogInWhy,
            duration: LOG_IN_TOLD_SECONDS,
        });
        leave();
    };
    return (
        <Gate title={t.firstTime} why={t.firstTimeWhy}>
            <Form
                layout="vertical"
                requiredMark={false}
                onFinish={({ password, code }) =>
                    use.mutate({ secret, password, code }, { onSuccess: enter, onError: look })
                }
            >
                <NewPasswordFields isFirst />
                {isCodeAsked && <CodeField />}
                {isSpent ? (
                    <Alert
                        type="warning"
                        showIcon
                        title={t.linkSpent}
                        action={<Button onClick={leave}>{t.logIn}</Button>}
                    />
                ) : (
                    <LogInFault error={use.error} />
                )}
                {isKnown && <p>{t.linkOfKnown}</p>}
                <Button type="primary" htmlType="submit" size="large" block loading={use.isPending}>
                    {t.enter}
                </Button>
            </Form>
        </Gate>
    );
}

/** Stands over whatever one was doing until one is back. */
export function LogInAgain({ account }: { account: Account }) {
    const t = useWords(shellWords);
    const logIn = useLogIn();
    const logOut = useLogOut();
    const [isAsked, settle] = useAsked(onSessionEnd);
    const [isCodeAsked, look] = useCodeAsked();
    // Whoever sits there now may be somebody else, or somebody who was shut out.
    useEffect(() => {
        document.body.classList.toggle("session-ended", isAsked);
        return () => document.body.classList.remove("session-ended");
    }, [isAsked]);
    return (
        <Modal
            open={isAsked}
            title={t.sessionEnded}
            footer={null}
            closable={false}
            destroyOnHidden
            rootClassName="log-in-again"
        >
            <p>{t.sessionEndedWhy}</p>
            <Form
                layout="vertical"
                requiredMark={false}
                onFinish={({ password, code }) =>
                    logIn.mutate(
                        { login: account.login, password, code },
                        { onSuccess: () => settle(true), onError: look },
                    )
                }
            >
                <LogInAgainFields login={account.login} />
                {isCodeAsked && <CodeField />}
                <LogInFault error={logIn.error} />
                <div className="row end">
                    <Button
                        onClick={() => {
                            settle(false);
                            logOut.mutate();
                        }}
                    >
                        {t.leave}
                    </Button>
                    <Button type="primary" htmlType="submit" loading={logIn.isPending}>
                        {t.logIn}
                    </Button>
                </div>
            </Form>
            <PasskeyButton account={account} onDone={() => settle(true)} />
        </Modal>
    );
}
