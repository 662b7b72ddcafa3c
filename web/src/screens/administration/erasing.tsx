// Erasing a person for ever: whom and why, and what was erased before.
import { Alert, AutoComplete, Button, Form, Input, Modal, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk } from "../../api/desk";
import { type Column, DataTable } from "../../kit/data-table";
import { Moment } from "../../kit/due";
import { FormModal } from "../../kit/form-modal";
import { Loaded, Nothing } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import { useErase, useErasures } from "./audit-queries";
import { erasingWords } from "./erasing-words";
import { usePeople } from "./queries";
import { More, Section } from "./section";

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

const labelOf = (one: Schemas["person"]) => `${one.name} (${one.login})`;

function useCustomers() {
    const { data } = usePeople();
    return (data?.people ?? []).filter((one) => one.roles?.includes("claimant"));
}

/** What goes, and what does not: an account, if the person has one, stays. */
function Reach({ account }: { account: Schemas["person"] | undefined }) {
    const t = useWords(erasingWords);
    const { shop } = useDesk();
    return (
        <>
            <div>{t.stays}</div>
            <ul className="reach">
                {account && (
                    <li>
                        {t.accountStays(account.name, account.login)}{" "}
                        <Link to={`/s/${shop.id}/administration/people`}>{t.toPeople}</Link>
                    </li>
                )}
                <li>{t.copiesStay}</li>
                <li>{t.staffStays}</li>
                <li>{t.recordStays}</li>
            </ul>
        </>
    );
}

interface Begun {
    wish: Wish;
    made: () => void;
}

/** The last step names whose words go. */
function Sure({ begun, onClose }: { begun: Begun | null; onClose: () => void }) {
    const t = useWords(erasingWords);
    const erase = useErase();
    const account = useCustomers().find((one) => one.id === begun?.wish.person);
    const back = () => {
        erase.reset();
        onClose();
    };
    const send = ({ wish, made }: Begun) =>
        erase.mutate(wish, {
            onSuccess: () => {
                made();
                back();
            },
        });
    return (
        <Modal
            open={begun !== null}
            title={begun && (account ? t.sureOf(labelOf(account)) : t.sureWhom(begun.wish.person))}
            okText={t.forEver}
            okButtonProps={{ danger: true }}
            cancelText={t.back}
            confirmLoading={erase.isPending}
            onOk={() => begun && send(begun)}
            onCancel={back}
        >
            <div className="stack">
                <Alert type="warning" showIcon title={t.sure} description={t.goes} />
                <div>
                    <Reach account={account} />
                </div>
                {erase.error ? <ProblemNote error={erase.error} /> : null}
            </div>
        </Modal>
    );
}

function Erase({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
    const t = useWords(erasingWords);
    const customers = useCustomers();
    const [begun, setBegun] = useState<Begun | null>(null);
    const needed = [{ required: true, whitespace: true, message: t.needed }];
    return (
        <>
            <FormModal<Wish>
                isOpen={isOpen && !begun}
                title={t.erase}
                send={t.goOn}
                error={null}
                isSending={false}
                onSend={(wish, made) =>
                    setBegun({ wish: { ...wish, person: wish.person.trim() }, made })
                }
                onClose={onClose}
            >
                <Form.Item name="person" label={t.person} extra={t.personRule} rules={needed}>
                    <AutoComplete
                        options={customers.map((one) => ({ value: one.id, label: labelOf(one) }))}
                    />
                </Form.Item>
                <Form.Item name="reason" label={t.reason} extra={t.reasonRule} rules={needed}>
                    <Input autoComplete="off" />
                </Form.Item>
            </FormModal>
            <Sure begun={begun} onClose={() => setBegun(null)} />
        </>
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
            <div className="section-lead quiet">
                <Reach account={undefined} />
            </div>
            <Loaded asked={erasures}>
                {({ pages }) => (
                    <DataTable
                        caption={t.caption}
                        columns={columns}
                        rows={pages.flatMap((page) => page.erasures)}
                        keyOf={(one) => `${one.person} ${one.at}`}
                        empty={<Nothing title={t.none} hint={t.noneHint} />}
                    />
                )}
            </Loaded>
            <More of={erasures}>{t.more}</More>
            <Erase isOpen={isOpen} onClose={() => setOpen(false)} />
        </Section>
    );
}
