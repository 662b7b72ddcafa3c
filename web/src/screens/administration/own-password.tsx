// One's own password, changed with the old one.
import { App, Button, Form, Input } from "antd";
import { NewPasswordFields } from "../../kit/new-password";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import { useChangeAccount } from "./queries";
import { adminWords } from "./words";

interface Passwords {
    old_password: string;
    password: string;
}

export function OwnPassword() {
    const t = useWords(adminWords);
    const change = useChangeAccount();
    const [form] = Form.useForm<Passwords>();
    const { message } = App.useApp();
    const send = ({ old_password, password }: Passwords) =>
        change.mutate(
            { old_password, password },
            {
                onSuccess: () => {
                    form.resetFields();
                    message.success(t.passwordChanged);
                },
            },
        );
    return (
        <Form form={form} className="panel" layout="vertical" requiredMark={false} onFinish={send}>
            <Form.Item
                name="old_password"
                label={t.oldPassword}
                rules={[{ required: true, message: t.needed }]}
            >
                <Input.Password autoComplete="current-password" />
            </Form.Item>
            <NewPasswordFields />
            {change.error && <ProblemNote error={change.error} />}
            <Button htmlType="submit" loading={change.isPending}>
                {t.changePassword}
            </Button>
        </Form>
    );
}
