// The form of a new web-hook.
import { Checkbox, Form, Input, Select } from "antd";
import type { Schemas } from "../../api/client";
import { FormModal } from "../../kit/form-modal";
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
    const add = useAddHook();
    const send = (body: Schemas["new_web_hook"], made: () => void) =>
        add.mutate(body, {
            onSuccess: (hook) => {
                onMade(hook);
                made();
            },
        });
    return (
        <FormModal<Schemas["new_web_hook"]>
            isOpen={isOpen}
            title={t.add}
            first={AT_FIRST}
            error={add.error}
            isSending={add.isPending}
            onSend={send}
            onClose={onClose}
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
        </FormModal>
    );
}
