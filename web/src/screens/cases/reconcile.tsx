// The contacts that a claimant alleges, one by one against the register of the shop's numbers, the
// carrier's list and the shop's own log (H12).
import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input, Select, Tag, Typography } from "antd";
import { useState } from "react";
import { client, type Schemas, unwrap } from "../../api/client";
import { useDesk, useMay } from "../../api/desk";
import { DataTable } from "../../kit/data-table";
import { Moment } from "../../kit/due";
import { ProblemNote } from "../../kit/problem-note";
import { useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import { readContacts } from "./forms/contact-lines";
import { useOneCase } from "./one-case";
import { formOf } from "./preview";
import type { Exhibit } from "./queries";
import { reconcileWords } from "./reconcile-words";

type Question = Schemas["reconciliation_question"];
type Says = Schemas["says"];

interface Asked {
    alleged: string;
    allegedNumber?: string;
    personNumber?: string;
    list?: string;
    log?: string;
}

const TABLES = /\.(csv|tsv|txt)$/i;
const COLOURS: Record<Says["standing"], string> = { agrees: "success", contradicts: "error" };
const join = (lines: number[]) => lines.join(", ");

const isTable = ({ file }: Exhibit) =>
    !!file && (formOf(file.mime) === "text" || TABLES.test(file.name ?? ""));

/** Nothing of the question is kept: the answer comes with it. */
function useReconcile(id: string) {
    const { shop } = useDesk();
    return useMutation({
        mutationFn: async (question: Question) => ({
            question,
            found: await unwrap(
                client.POST("/api/v1/shops/{shop}/cases/{case}/reconciliation", {
                    params: { path: { shop: shop.id, case: id } },
                    body: question,
                }),
            ),
        }),
    });
}

function Finding({ says }: { says: Says }) {
    const t = useWords(reconcileWords);
    const say = useSay();
    const names: Record<string, string> = {
        agrees: t.agrees,
        contradicts: t.contradicts,
        silent: t.silent,
    };
    return (
        <>
            <Tag color={COLOURS[says.standing] ?? "default"}>
                {names[says.standing] ?? says.standing}
            </Tag>
            <span className="small">
                {say(says.why)} {says.lines.length > 0 && `(${t.lines(join(says.lines))})`}
            </span>
        </>
    );
}

function Result({ question, found }: { question: Question; found: Schemas["reconciliation"] }) {
    const t = useWords(reconcileWords);
    const codes = useCodes();
    const { listed_not_logged: listed, logged_not_listed: logged, unreadable_lines } = found;
    const unreadable = unreadable_lines.carrier_list + unreadable_lines.contact_log;
    const alleged = (id: string) => question.alleged.find((one) => one.id === id);
    return (
        <>
            <DataTable
                caption={t.title}
                rows={found.alleged}
                keyOf={(one) => one.id}
                columns={[
                    {
                        key: "when",
                        title: t.when,
                        isHead: true,
                        cell: ({ id }) => {
                            const one = alleged(id);
                            return (
                                one && (
                                    <>
                                        <Moment at={one.from} /> {codes("channel", one.channel)}
                                    </>
                                )
                            );
                        },
                    },
                    {
                        key: "number",
                        title: t.register,
                        cell: (one) => <Finding says={one.number} />,
                    },
                    {
                        key: "list",
                        title: t.list,
                        cell: (one) => <Finding says={one.carrier_list} />,
                    },
                    {
                        key: "log",
                        title: t.log,
                        cell: (one) => <Finding says={one.contact_log} />,
                    },
                ]}
            />
            {listed.length > 0 && <p className="small">{t.listedNotLogged(join(listed))}</p>}
            {logged.length > 0 && <p className="small">{t.loggedNotListed(join(logged))}</p>}
            {unreadable > 0 && <p className="small">{t.unreadable(unreadable)}</p>}
        </>
    );
}

function questionOf(asked: Asked, zone: string): Question {
    const number = asked.allegedNumber?.trim();
    return {
        alleged: readContacts(asked.alleged, zone).contacts.map((one, index) => ({
            id: String(index + 1),
            channel: one.channel,
            from: one.at,
            ...(number && { number }),
        })),
        ...(asked.personNumber?.trim() && { person_number: asked.personNumber.trim() }),
        ...(asked.list && { carrier_list: { exhibit: asked.list } }),
        ...(asked.log && { contact_log: { exhibit: asked.log } }),
    };
}

function Compare({ id }: { id: string }) {
    const t = useWords(reconcileWords);
    const codes = useCodes();
    const { shop } = useDesk();
    const { c } = useOneCase();
    const reconcile = useReconcile(id);
    const tables = c.exhibits.filter(isTable);
    const options = tables.map((one) => ({
        value: one.exhibit_id,
        label: `${codes("exhibit", one.kind)} · ${one.file?.name ?? one.origin}`,
    }));
    const of = (kind: string) => tables.find((one) => one.kind === kind)?.exhibit_id;
    const readable = (_: unknown, text = "") => {
        const { contacts, faults } = readContacts(text, shop.zone);
        if (faults.length > 0) return Promise.reject(new Error(t.noTime(join(faults))));
        return contacts.length > 0 ? Promise.resolve() : Promise.reject(new Error(t.nothing));
    };
    const pick = (
        <Select allowClear options={options} notFoundContent={t.noTable} placeholder={t.noTable} />
    );
    return (
        <div className="stack">
            <Form<Asked>
                layout="vertical"
                requiredMark={false}
                initialValues={{ list: of("carrier_list"), log: of("contact_log") }}
                onFinish={(asked) => reconcile.mutate(questionOf(asked, shop.zone))}
            >
                <Form.Item
                    name="alleged"
                    label={t.alleged}
                    extra={t.allegedHint}
                    rules={[{ validator: readable }]}
                >
                    <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
                </Form.Item>
                <div className="columns">
                    <Form.Item name="allegedNumber" label={t.allegedNumber}>
                        <Input inputMode="tel" autoComplete="off" />
                    </Form.Item>
                    <Form.Item name="personNumber" label={t.personNumber}>
                        <Input inputMode="tel" autoComplete="off" />
                    </Form.Item>
                    <Form.Item name="list" label={t.list}>
                        {pick}
                    </Form.Item>
                    <Form.Item name="log" label={t.log}>
                        {pick}
                    </Form.Item>
                </div>
                {reconcile.error && <ProblemNote error={reconcile.error} />}
                <Button type="primary" htmlType="submit" loading={reconcile.isPending}>
                    {t.compare}
                </Button>
            </Form>
            {reconcile.data && <Result {...reconcile.data} />}
        </div>
    );
}

/** Of a claim of harassment, for those who read the shop's register. */
export function Reconcile({ id }: { id: string }) {
    const t = useWords(reconcileWords);
    const { c } = useOneCase();
    const mayRead = useMay()("read_personal");
    const [isOpen, setOpen] = useState(false);
    if (c.kind !== "harassment_claim" || !mayRead) return null;
    return (
        <section className="panel">
            <div className="row panel-head">
                <Typography.Title level={2} className="grow">
                    {t.title}
                </Typography.Title>
                <Button onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
                    {isOpen ? t.shut : t.open}
                </Button>
            </div>
            <p className="quiet small">{t.lead}</p>
            {isOpen && <Compare id={id} />}
        </section>
    );
}
