// The form of a new web-hook.
import { Checkbox, Form, Input, Modal, Select } from "antd";
import type { Schemas } from "../../api/client";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import { useAddHook } from "./hook-queries";
import { hookWords } from "./hook-words";
import { adminWords } from "./words";

const EVENTS: Schemas["web_hook_event"][] = [
    "deadline_near",
    "deadline_missed",
    "case_opened",
    "ruling_given",
];
const LEADS = ["30m", "2h", "12h", "24h", "3d"];
const AT_FIRST = { url: "https://", events: EVENTS.slice(0, 2), leads: ["24h", "2h"] };

interface Props {
    isOpen: boolean;
    onClose: () => void;
    onMade: (hook: Schemas["web_hook"]) => void;
}

export function AddHook({ isOpen, onClose, onMade }: Props) {
    const t = useWords(hookWords);
    const admin = useWords(adminWords);
    const [form] = Form.useForm<Schemas["new_web_hook"]>();
    const add = useAddHook();
    const send = (body: Schemas["new_web_hook"]) =>
        add.mutate(body, {
            onSuccess: (hook) => {
                form.resetFields();
                onMade(hook);
                onClose();
            },
        });
    return (
        <Modal
            open={isOpen}
            title={t.add}
            okText={t.add}
            cancelText={admin.cancel}
            confirmLoading={add.isPending}
            onOk={() => form.submit()}
            onCancel={onClose}
        >
            <Form
                form={form}
                layout="vertical"
                requiredMark={false}
                initialValues={AT_FIRST}
                onFinish={send}
            >
                <Form.Item
                    name="url"
                    label={t.url}
                    extra={t.urlRule}
                    rules={[{ required: true, message: admin.needed }]}
                >
                    <Input inputMode="url" autoComplete="off" />
                </Form.Item>
                <Form.Item name="events" label={t.events}>
                    <Checkbox.Group
                        options={EVENTS.map((event) => ({ value: event, label: t[event] }))}
                    />
                </Form.Item>
                <Form.Item name="leads" label={t.leads} extra={t.leadsRule}>
                    <Select
                        mode="tags"
                        maxCount={5}
                        options={LEADS.map((lead) => ({ value: lead, label: lead }))}
                    />
                </Form.Item>
                {add.error && <ProblemNote error={add.error} />}
            </Form>
        </Modal>
    );
}
