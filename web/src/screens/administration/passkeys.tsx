// One's own passkeys: made with this device, named, taken away.
import { Button, Form, Input, Popconfirm, Typography } from "antd";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { canUsePasskeys } from "../../api/passkeys";
import { DataTable } from "../../kit/data-table";
import { Moment } from "../../kit/due";
import { FormModal } from "../../kit/form-modal";
import { Loaded, Nothing } from "../../kit/page";
import { PasskeyNote } from "../../kit/passkey-note";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import { useAddPasskey, usePasskeys, useRemovePasskey, useRenamePasskey } from "./passkey-queries";
import { passkeyWords } from "./passkey-words";
import { Section } from "./section";

type Passkey = Schemas["passkey"];
interface Named {
    name: string;
}

function NameField() {
    const t = useWords(passkeyWords);
    return (
        <Form.Item name="name" label={t.name} rules={[{ required: true, message: t.needed }]}>
            <Input autoComplete="off" maxLength={60} placeholder={t.nameSuch} />
        </Form.Item>
    );
}

function AddPasskey({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
    const t = useWords(passkeyWords);
    const add = useAddPasskey();
    return (
        <FormModal<Named>
            isOpen={isOpen}
            title={t.add}
            error={null}
            isSending={add.isPending}
            onSend={({ name }, made) => add.mutate(name, { onSuccess: made })}
            onClose={() => {
                add.reset();
                onClose();
            }}
        >
            <p>{t.addWhy}</p>
            <NameField />
            <PasskeyNote error={add.error} />
        </FormModal>
    );
}

function RenamePasskey({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
    const t = useWords(passkeyWords);
    const rename = useRenamePasskey();
    return (
        <FormModal<Named>
            isOpen
            title={t.rename}
            first={{ name: passkey.name }}
            error={rename.error}
            isSending={rename.isPending}
            onSend={({ name }, made) =>
                rename.mutate({ passkey: passkey.id, name }, { onSuccess: made })
            }
            onClose={onClose}
        >
            <NameField />
        </FormModal>
    );
}

function Actions({ passkey, onRename }: { passkey: Passkey; onRename: () => void }) {
    const t = useWords(passkeyWords);
    const remove = useRemovePasskey();
    return (
        <div className="row">
            <Button size="small" onClick={onRename}>
                {t.rename}
            </Button>
            <Popconfirm
                title={t.removeSure(passkey.name)}
                description={t.removeSureHint}
                onConfirm={() => remove.mutate(passkey.id)}
            >
                <Button size="small" danger loading={remove.isPending}>
                    {t.remove}
                </Button>
            </Popconfirm>
            {remove.error && <ProblemNote error={remove.error} />}
        </div>
    );
}

function PasskeyTable({ passkeys }: { passkeys: Passkey[] }) {
    const t = useWords(passkeyWords);
    const [renamed, setRenamed] = useState<Passkey | null>(null);
    return (
        <>
            <DataTable
                caption={t.passkeys}
                rows={passkeys}
                keyOf={(one) => one.id}
                empty={<Nothing title={t.none} hint={t.noneHint} />}
                columns={[
                    { key: "name", title: t.name, isHead: true, cell: (one) => one.name },
                    {
                        key: "made",
                        title: t.made,
                        isTight: true,
                        cell: (one) => <Moment at={one.made_at} />,
                    },
                    {
                        key: "used",
                        title: t.used,
                        isTight: true,
                        cell: (one) => (one.used_at ? <Moment at={one.used_at} /> : t.never),
                    },
                    {
                        key: "actions",
                        title: t.actions,
                        isTight: true,
                        cell: (one) => <Actions passkey={one} onRename={() => setRenamed(one)} />,
                    },
                ]}
            />
            {renamed && <RenamePasskey passkey={renamed} onClose={() => setRenamed(null)} />}
        </>
    );
}

/** Passkeys are made under the server's own name, and nowhere else. */
function whyNot(origin: string | null, t: { nameless: string; elsewhere: (at: string) => string }) {
    if (!origin) return t.nameless;
    return origin === window.location.origin ? null : t.elsewhere(origin);
}

export function Passkeys() {
    const t = useWords(passkeyWords);
    const passkeys = usePasskeys();
    const [isAdding, setAdding] = useState(false);
    const not = passkeys.data ? whyNot(passkeys.data.origin, t) : null;
    const mayAdd = passkeys.data && !not && canUsePasskeys();
    return (
        <Section
            title={t.passkeys}
            lead={t.lead}
            actions={mayAdd && <Button onClick={() => setAdding(true)}>{t.add}</Button>}
        >
            {not && <Typography.Text type="secondary">{not}</Typography.Text>}
            <Loaded asked={passkeys}>
                {(answer) => <PasskeyTable passkeys={answer.passkeys} />}
            </Loaded>
            <AddPasskey isOpen={isAdding} onClose={() => setAdding(false)} />
        </Section>
    );
}
