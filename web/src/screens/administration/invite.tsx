// The form that invites somebody; what comes of it is a one-time link.
import { Form, Input, Modal, Select } from "antd";
import type { Schemas } from "../../api/client";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import { useInvite } from "./queries";
import { useRoleOptions } from "./role-options";
import { adminWords } from "./words";

interface Props {
    isOpen: boolean;
    onClose: () => void;
    onInvited: (person: Schemas["person"]) => void;
}

export function Invite({ isOpen, onClose, onInvited }: Props) {
    const t = useWords(adminWords);
    const [form] = Form.useForm<Schemas["new_person"]>();
    const invite = useInvite();
    const roles = useRoleOptions();
    const needed = [{ required: true, message: t.needed }];
    const send = (body: Schemas["new_person"]) =>
        invite.mutate(body, {
            onSuccess: (person) => {
                form.resetFields();
                onInvited(person);
                onClose();
            },
        });
    return (
        <Modal
            open={isOpen}
            title={t.inviteWhom}
            okText={t.invite}
            cancelText={t.cancel}
            confirmLoading={invite.isPending}
            onOk={() => form.submit()}
            onCancel={onClose}
        >
            <Form form={form} layout="vertical" requiredMark={false} onFinish={send}>
                <Form.Item name="name" label={t.person} rules={needed}>
                    <Input autoComplete="off" />
                </Form.Item>
                <Form.Item name="login" label={t.login} extra={t.loginRule} rules={needed}>
                    <Input autoComplete="off" />
                </Form.Item>
                <Form.Item
                    name="roles"
                    label={t.roles}
                    rules={[{ required: true, message: t.rolesNeeded }]}
                >
                    <Select mode="multiple" options={roles} />
                </Form.Item>
                {invite.error && <ProblemNote error={invite.error} />}
            </Form>
        </Modal>
    );
}
