// Erasing a person for ever: whom and why, and what was erased before.
import { Alert, AutoComplete, Button, Form, Input, Tag } from "antd";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { type Column, DataTable } from "../../kit/data-table";
import { Moment } from "../../kit/due";
import { FormModal } from "../../kit/form-modal";
import { Loaded, Nothing } from "../../kit/page";
import { useWords } from "../../words/words";
import { useErase, useErasures } from "./audit-queries";
import { erasingWords } from "./erasing-words";
import { usePeople } from "./queries";
import { Section } from "./section";

type Erasure = Schemas["erasure"];
type Wish = Schemas["erasure_wish"];

const TERMINAL = "terminal";

function State({ state }: { state: Erasure["state"] }) {
    const t = useWords(erasingWords);
    if (state === "running") return <Tag color="processing">{t.running}</Tag>;
    if (state === "done") return <Tag color="success">{t.done}</Tag>;
    return <Tag color="error">{t.failed}</Tag>;
}

function useColumns(): Column<Erasure>[] {
    const t = useWords(erasingWords);
    return [
        { key: "when", title: t.when, isTight: true, cell: (one) => <Moment at={one.at} /> },
        {
            key: "person",
            title: t.person,
            cell: (one) => <span className="hash">{one.person}</span>,
        },
        { key: "state", title: t.state, cell: (one) => <State state={one.state} /> },
        { key: "reason", title: t.reason, cell: (one) => one.reason },
        {
            key: "by",
            title: t.by,
            cell: (one) => (one.by === TERMINAL ? t.terminal : (one.name ?? one.by)),
        },
        { key: "files", title: t.files, isNumber: true, isTight: true, cell: (one) => one.files },
    ];
}

function useCustomers() {
    const { data } = usePeople();
    return (data?.people ?? [])
        .filter((one) => one.roles?.includes("claimant"))
        .map((one) => ({ value: one.id, label: `${one.name} (${one.login})` }));
}

function Erase({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
    const t = useWords(erasingWords);
    const erase = useErase();
    const customers = useCustomers();
    const needed = [{ required: true, whitespace: true, message: t.needed }];
    return (
        <FormModal<Wish>
            isOpen={isOpen}
            title={t.erase}
            error={erase.error}
            isSending={erase.isPending}
            onSend={(wish, made) => erase.mutate(wish, { onSuccess: made })}
            onClose={onClose}
        >
            <Form.Item name="person" label={t.person} extra={t.personRule} rules={needed}>
                <AutoComplete options={customers} />
            </Form.Item>
            <Form.Item name="reason" label={t.reason} extra={t.reasonRule} rules={needed}>
                <Input autoComplete="off" />
            </Form.Item>
            <Alert type="warning" title={t.sure} />
        </FormModal>
    );
}

export default function Erasing() {
    const t = useWords(erasingWords);
    const erasures = useErasures();
    const columns = useColumns();
    const [isOpen, setOpen] = useState(false);
    return (
        <Section
            lead={t.lead}
            actions={
                <Button danger onClick={() => setOpen(true)}>
                    {t.erase}
                </Button>
            }
        >
            <Loaded asked={erasures}>
                {(answer) => (
                    <DataTable
                        caption={t.lead}
                        columns={columns}
                        rows={answer.erasures}
                        keyOf={(one) => one.person}
                        empty={<Nothing title={t.none} hint={t.noneHint} />}
                    />
                )}
            </Loaded>
            <Erase isOpen={isOpen} onClose={() => setOpen(false)} />
        </Section>
    );
}
