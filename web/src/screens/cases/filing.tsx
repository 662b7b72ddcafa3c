// A report that the platform decides. While it is a draft: what to put into the platform's own form, field by
// field, where that is and what to attach; then what was filed, when and under which number.
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Tag, Typography } from "antd";
import { useId, useState } from "react";
import { client, type Schemas, unwrap } from "../../api/client";
import { timeNow } from "../../api/clock";
import { useDesk } from "../../api/desk";
import { CopyButton } from "../../kit/copy";
import { Moment } from "../../kit/due";
import { Loaded } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useRequestKeys } from "../../kit/request-key";
import { instantOf, wallOf } from "../../kit/wall-time";
import { WhenField } from "../../kit/when-field";
import { useCommands } from "../../terms/commands";
import { useSay, useWords } from "../../words/words";
import { useOneCase } from "./one-case";
import { type Case, useMove } from "./queries";
import { caseWords } from "./words";

/** Moves that have their place here. */
export const FILING_MOVES = ["hand_in_report", "undo_handing_in", "undo_draft"];

const isFiledElsewhere = (c: Case) => c.kind === "review_report" && c.perspective === "tracked";

export function FilingDesk({ id }: { id: string }) {
    const { c, may } = useOneCase();
    if (!isFiledElsewhere(c)) return null;
    if (may("hand_in_report")) return <Draft id={id} />;
    return c.filings.some((one) => one.what === "report") ? <Filed id={id} /> : null;
}

function useForm(id: string, version: number) {
    const { shop } = useDesk();
    return useQuery({
        queryKey: ["case", shop.id, id, "form", version],
        queryFn: () =>
            unwrap(
                client.GET("/api/v1/shops/{shop}/cases/{case}/form", {
                    params: { path: { shop: shop.id, case: id } },
                }),
            ),
    });
}

function useSend(id: string) {
    const keys = useRequestKeys();
    const move = useMove(id);
    const send = (command: "hand_in_report" | "undo_handing_in" | "undo_draft", body = {}) =>
        move.mutate(
            { command, body, key: keys.keyOf([command, body]) },
            { onSuccess: () => keys.done() },
        );
    return { send, isPending: move.isPending, error: move.error };
}

function Draft({ id }: { id: string }) {
    const t = useWords(caseWords);
    const nameOf = useCommands();
    const { c, may } = useOneCase();
    const form = useForm(id, c.version);
    const { send, isPending, error } = useSend(id);
    return (
        <section className="panel filing" aria-label={t.draft}>
            <Typography.Title level={2}>
                {t.draft} <Tag>{t.notFiledYet}</Tag>
            </Typography.Title>
            <Loaded asked={form}>{(data) => <Form form={data} />}</Loaded>
            <HandIn
                isSending={isPending}
                onSend={(reference, filedAt) =>
                    send("hand_in_report", {
                        ...(reference && { reference }),
                        ...(filedAt && { filed_at: filedAt }),
                    })
                }
            />
            {error && <ProblemNote error={error} />}
            {may("undo_draft") && (
                <Button type="link" size="small" onClick={() => send("undo_draft")}>
                    {nameOf("undo_draft")}
                </Button>
            )}
        </section>
    );
}

function Form({ form }: { form: Schemas["filing_form"] }) {
    const t = useWords(caseWords);
    const tell = useSay();
    const { book } = useOneCase();
    return (
        <>
            <h3 className="label">{t.fileWhere}</h3>
            <p>
                {tell(form.path_words)} {form.confirm && <Tag color="warning">{t.unconfirmed}</Tag>}
            </p>
            <h3 className="label">{t.fileWhat}</h3>
            <dl className="filing-fields">
                {form.fields.map((field) => (
                    <div key={field.name}>
                        <dt>
                            {tell(field.label)} <CopyButton text={tell(field.value)} />
                        </dt>
                        <dd className="quote">{tell(field.value)}</dd>
                    </div>
                ))}
            </dl>
            {form.attach.length > 0 && <h3 className="label">{t.fileAttach}</h3>}
            <ul>
                {form.attach.map((one) => (
                    <li key={one.exhibit_id}>
                        {book.exhibit(one.kind)} <span className="quiet">{one.origin}</span>
                    </li>
                ))}
            </ul>
        </>
    );
}

interface HandInProps {
    isSending: boolean;
    onSend: (reference: string, filedAt: string | undefined) => void;
}

function HandIn({ isSending, onSend }: HandInProps) {
    const t = useWords(caseWords);
    const nameOf = useCommands();
    const { shop } = useDesk();
    const field = useId();
    const [reference, setReference] = useState("");
    const [wall, setWall] = useState<string>();
    const now = wallOf(new Date(timeNow()).toISOString(), shop.zone);
    return (
        <form
            className="filing-send"
            onSubmit={(event) => {
                event.preventDefault();
                onSend(reference.trim(), wall && instantOf(wall, shop.zone));
            }}
        >
            <div className="grow">
                <label className="label" htmlFor={field}>
                    {t.fileReference}
                </label>
                <Input
                    id={field}
                    value={reference}
                    maxLength={200}
                    placeholder={t.fileReferenceHint}
                    onChange={(event) => setReference(event.target.value)}
                />
            </div>
            <div>
                <span className="label">{t.filedAt}</span>
                <WhenField value={wall ?? now} onChange={setWall} aria-label={t.filedAt} />
            </div>
            <Button type="primary" htmlType="submit" loading={isSending}>
                {nameOf("hand_in_report")}
            </Button>
        </form>
    );
}

function Filed({ id }: { id: string }) {
    const t = useWords(caseWords);
    const nameOf = useCommands();
    const { c, may } = useOneCase();
    const { send, isPending, error } = useSend(id);
    const filing = c.filings.findLast((one) => one.what === "report");
    if (!filing) return null;
    return (
        <section className="panel filing" aria-label={t.filed}>
            <Typography.Title level={2}>
                {filing.reference ? t.filedAs(filing.reference) : t.filed}
            </Typography.Title>
            <p className="quiet">
                <Moment at={filing.filed_at} />
            </p>
            {error && <ProblemNote error={error} />}
            {may("undo_handing_in") && (
                <Button
                    type="link"
                    size="small"
                    loading={isPending}
                    onClick={() => send("undo_handing_in")}
                >
                    {nameOf("undo_handing_in")}
                </Button>
            )}
        </section>
    );
}
