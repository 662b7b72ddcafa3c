// Stands in the place of the desk, or of a shop, for who must have a second factor and has shown none.
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Typography } from "antd";
import { Link } from "react-router";
import { useDesk } from "../../api/desk";
import { useLogInAgain } from "../../api/session";
import { ProblemNote } from "../../kit/problem-note";
import { BareShell } from "../../shell/bare-shell";
import { PasskeyButton } from "../../shell/passkey-button";
import { useWords } from "../../words/words";
import { dutyWords } from "./duty-words";
import { OwnPassword } from "./own-password";
import { usePasskeys } from "./passkey-queries";
import { Passkeys } from "./passkeys";
import { useSecondFactor } from "./queries";
import { SecondFactor } from "./second-factor";
import { Section } from "./section";
import "./administration.css";

function ShowCode() {
    const t = useWords(dutyWords);
    const show = useLogInAgain();
    return (
        <Form
            className="panel narrow-form"
            layout="vertical"
            requiredMark={false}
            onFinish={({ code }: { code: string }) => show.mutate({ code })}
        >
            <Form.Item
                name="code"
                label={t.code}
                extra={t.codeWhy}
                rules={[{ required: true, message: t.needed }]}
            >
                <Input autoFocus autoComplete="one-time-code" />
            </Form.Item>
            {show.error && <ProblemNote error={show.error} />}
            <Button type="primary" htmlType="submit" loading={show.isPending}>
                {t.confirm}
            </Button>
        </Form>
    );
}

function Show({ withCode }: { withCode: boolean }) {
    const t = useWords(dutyWords);
    const { account } = useDesk();
    return (
        <>
            <p>{withCode ? t.showCode : t.showPasskey}</p>
            {withCode && <ShowCode />}
            <div className="narrow-form">
                <PasskeyButton account={account} />
            </div>
        </>
    );
}

/** The desk opens when one says so: recovery codes are told once, and must be kept first. */
function SetUp() {
    const t = useWords(dutyWords);
    const queries = useQueryClient();
    const factor = useSecondFactor();
    const passkeys = usePasskeys();
    const isThere = factor.data?.is_on || (passkeys.data?.passkeys.length ?? 0) > 0;
    return (
        <>
            <p>{t.how}</p>
            {isThere && (
                <Alert
                    type="success"
                    showIcon
                    role="status"
                    title={t.goOnWhy}
                    action={
                        <Button
                            type="primary"
                            onClick={() => queries.invalidateQueries({ queryKey: ["session"] })}
                        >
                            {t.goOn}
                        </Button>
                    }
                />
            )}
            <SecondFactor />
            <Passkeys />
            <Section title={t.password} lead={t.passwordLead}>
                <div className="narrow-form">
                    <OwnPassword />
                </div>
            </Section>
        </>
    );
}

export default function FactorDuty() {
    const t = useWords(dutyWords);
    const { account, shop } = useDesk();
    const here = account.memberships.find((one) => one.shop === shop.id);
    const owed = account.second_factor_owed ?? here?.second_factor_owed;
    const others = account.memberships.filter((one) => !one.second_factor_owed);
    return (
        <BareShell account={account}>
            <div className="duty stack">
                <Typography.Title level={1}>
                    {owed === "set_up" ? t.setUp : t.show}
                </Typography.Title>
                <p>{account.second_factor_owed ? t.byServer : t.byShop(shop.name)}</p>
                {owed === "set_up" ? <SetUp /> : <Show withCode={owed === "show_code"} />}
                {others.length > 0 && (
                    <div className="row wrap">
                        <span className="quiet">{t.others}</span>
                        {others.map((one) => (
                            <Link key={one.shop} to={`/s/${one.shop}/today`}>
                                {one.name}
                            </Link>
                        ))}
                    </div>
                )}
            </div>
        </BareShell>
    );
}
