// One's own tokens for programs. The secret of a new one is told once.
import { Button, Form, Input, InputNumber, Popconfirm, Radio, Select } from "antd";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { useDesk } from "../../api/desk";
import { CopyOnce } from "../../kit/copy-once";
import { DataTable } from "../../kit/data-table";
import { Moment } from "../../kit/due";
import { FormModal } from "../../kit/form-modal";
import { Loaded, Nothing } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import { useAddToken, useRevokeToken, useTokens } from "./queries";
import { Section } from "./section";
import { adminWords } from "./words";

type Token = Schemas["token"];
const DAYS = 365;
const DAYS_MAX = 3660;

interface AddProps {
    isOpen: boolean;
    onClose: () => void;
    onMade: (token: Token) => void;
}

function AddToken({ isOpen, onClose, onMade }: AddProps) {
    const t = useWords(adminWords);
    const { shops } = useDesk();
    const add = useAddToken();
    const send = (asked: Schemas["new_token"], made: () => void) => {
        const { name, scope, shops: only, days } = asked;
        add.mutate(
            { name, scope, ...(only?.length && { shops: only }), ...(days && { days }) },
            {
                onSuccess: (token) => {
                    onMade(token);
                    made();
                },
            },
        );
    };
    return (
        <FormModal<Schemas["new_token"]>
            isOpen={isOpen}
            title={t.addToken}
            first={{ scope: "read", days: DAYS }}
            error={add.error}
            isSending={add.isPending}
            onSend={send}
            onClose={onClose}
        >
            <Form.Item
                name="name"
                label={t.tokenName}
                rules={[{ required: true, message: t.needed }]}
            >
                <Input autoComplete="off" />
            </Form.Item>
            <Form.Item name="scope" label={t.scope}>
                <Radio.Group
                    options={[
                        { value: "read", label: t.read },
                        { value: "write", label: t.write },
                    ]}
                />
            </Form.Item>
            <Form.Item name="shops" label={t.forShops}>
                <Select
                    mode="multiple"
                    placeholder={t.allOfThem}
                    options={shops.map((one) => ({ value: one.id, label: one.name }))}
                />
            </Form.Item>
            <Form.Item name="days" label={t.days}>
                <InputNumber min={1} max={DAYS_MAX} placeholder={t.forever} />
            </Form.Item>
        </FormModal>
    );
}

function TokenTable({ tokens }: { tokens: Token[] }) {
    const t = useWords(adminWords);
    const { shops } = useDesk();
    const revoke = useRevokeToken();
    const nameOf = (id: string) => shops.find((one) => one.id === id)?.name ?? id;
    return (
        <>
            {revoke.error && <ProblemNote error={revoke.error} />}
            <DataTable
                caption={t.tokens}
                rows={tokens}
                keyOf={(token) => token.id}
                empty={<Nothing title={t.noTokens} hint={t.noTokensHint} />}
                columns={[
                    { key: "name", title: t.tokenName, isHead: true, cell: (one) => one.name },
                    { key: "scope", title: t.scope, cell: (one) => t[one.scope] },
                    {
                        key: "shops",
                        title: t.forShops,
                        cell: (one) => one.shops.map(nameOf).join(" · ") || t.allOfThem,
                    },
                    {
                        key: "made",
                        title: t.made,
                        isTight: true,
                        cell: (one) => <Moment at={one.created_at} />,
                    },
                    {
                        key: "expires",
                        title: t.expires,
                        isTight: true,
                        cell: (one) =>
                            one.expires_at ? <Moment at={one.expires_at} /> : t.forever,
                    },
                    {
                        key: "revoke",
                        title: t.actions,
                        isTight: true,
                        cell: (one) => (
                            <Popconfirm
                                title={t.revokeSure(one.name)}
                                description={t.revokeSureHint}
                                onConfirm={() => revoke.mutate(one.id)}
                            >
                                <Button size="small" danger>
                                    {t.revoke}
                                </Button>
                            </Popconfirm>
                        ),
                    },
                ]}
            />
        </>
    );
}

export function Tokens() {
    const t = useWords(adminWords);
    const tokens = useTokens();
    const [isAdding, setAdding] = useState(false);
    const [made, setMade] = useState<Token | null>(null);
    return (
        <Section
            title={t.tokens}
            lead={t.tokensLead}
            actions={<Button onClick={() => setAdding(true)}>{t.addToken}</Button>}
        >
            {made?.secret && (
                <CopyOnce
                    title={`${t.tokenSecret} · ${made.name}`}
                    hint={t.tokenSecretHint}
                    secret={made.secret}
                    onClose={() => setMade(null)}
                />
            )}
            <Loaded asked={tokens}>{(answer) => <TokenTable tokens={answer.tokens} />}</Loaded>
            <AddToken isOpen={isAdding} onClose={() => setAdding(false)} onMade={setMade} />
        </Section>
    );
}
