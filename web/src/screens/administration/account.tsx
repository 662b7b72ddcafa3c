// One's own account: name and password, tokens for programs, the calendar link.
import { App, Button, Form, Input } from "antd";
import { useDesk } from "../../api/desk";
import type { Account } from "../../api/session";
import { KnownLogin } from "../../kit/log-in-fields";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import { Feed } from "./feed";
import { OwnPassword } from "./own-password";
import { Passkeys } from "./passkeys";
import { useChangeAccount } from "./queries";
import { SecondFactor } from "./second-factor";
import { Section } from "./section";
import { Notices, Sessions } from "./sessions";
import { Tokens } from "./tokens";
import { adminWords } from "./words";

function OwnName({ account }: { account: Account }) {
    const t = useWords(adminWords);
    const change = useChangeAccount();
    const { message } = App.useApp();
    return (
        <Form
            className="panel"
            layout="vertical"
            requiredMark={false}
            initialValues={{ name: account.name }}
            onFinish={(body: { name: string }) =>
                change.mutate(body, { onSuccess: () => message.success(t.saved) })
            }
        >
            <KnownLogin login={account.login} />
            <Form.Item
                name="name"
                label={t.yourName}
                rules={[{ required: true, message: t.needed }]}
            >
                <Input autoComplete="name" />
            </Form.Item>
            {change.error && <ProblemNote error={change.error} />}
            <Button htmlType="submit" loading={change.isPending}>
                {t.save}
            </Button>
        </Form>
    );
}

/** What is one's own wherever one is, and in no shop too. */
export function OwnAccountAnywhere({ account }: { account: Account }) {
    const t = useWords(adminWords);
    return (
        <>
            <Notices />
            <Section lead={t.accountLead}>
                <div className="columns">
                    <OwnName account={account} />
                    <OwnPassword />
                </div>
            </Section>
            <Sessions />
            <Passkeys />
            <SecondFactor />
        </>
    );
}

export default function OwnAccount() {
    const { account } = useDesk();
    return (
        <>
            <OwnAccountAnywhere account={account} />
            <Tokens />
            <Feed />
        </>
    );
}
