// The form of one move: what it is, until when, its fields, and what the server says to it. What was
// typed stays until the server has taken it; `kept` holds it while another form is open.
import { CloseOutlined } from "@ant-design/icons";
import { Button, Form, type FormInstance } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { newKey } from "../api/client";
import { useWords } from "../words/words";
import { Due } from "./due";
import { ProblemNote } from "./problem-note";
import type { Values } from "./schema-values";
import { kitWords } from "./words";

interface Props {
    title: string;
    hint?: ReactNode;
    due?: string | null;
    kept?: Values;
    onKeep: (values: Values) => void;
    error: unknown;
    isSending: boolean;
    /** The key stays the same until it was taken, so that a retry is the same request. */
    onSend: (values: Values, key: string) => void;
    onClose: () => void;
    sendName?: string;
    isDangerous?: boolean;
    children?: ReactNode | ((form: FormInstance<Values>) => ReactNode);
}

export function MoveForm(props: Props) {
    const { title, hint, due, kept, onKeep, error, isSending, onSend, onClose } = props;
    const { sendName, isDangerous, children } = props;
    const t = useWords(kitWords);
    const [form] = Form.useForm<Values>();
    const key = useRef(newKey());
    const place = useRef<HTMLElement>(null);
    useEffect(() => {
        place.current?.scrollIntoView({ block: "nearest" });
        const find = (what: string) => place.current?.querySelector<HTMLElement>(what);
        (find("input:not([type=file]),textarea") ?? find("button[type=submit]"))?.focus();
    }, []);
    const isEmpty = !children;
    return (
        <section className="panel move-form" ref={place} aria-label={title}>
            <header className="row">
                <h2 className="grow">{title}</h2>
                <Button
                    type="text"
                    size="small"
                    icon={<CloseOutlined />}
                    aria-label={t.cancel}
                    title={t.cancel}
                    onClick={onClose}
                />
            </header>
            {due && (
                <p className="small">
                    {t.neededBy} <Due due={due} />
                </p>
            )}
            {(hint || isEmpty) && <p className="quiet">{hint || t.nothingToFill}</p>}
            <Form
                form={form}
                layout="vertical"
                {...(kept ? { initialValues: kept } : {})}
                onValuesChange={(_, values) => onKeep(values)}
                onFinish={(values) => onSend(values, key.current)}
                scrollToFirstError={{ focus: true }}
            >
                {typeof children === "function" ? children(form) : children}
                {error !== null && error !== undefined && (
                    <>
                        <ProblemNote error={error} />
                        <p className="small quiet">{t.refusedKept}</p>
                    </>
                )}
                <div className="row end">
                    <Button onClick={onClose}>{t.cancel}</Button>
                    <Button
                        type="primary"
                        htmlType="submit"
                        loading={isSending}
                        danger={isDangerous ?? false}
                    >
                        {sendName ?? t.send}
                    </Button>
                </div>
            </Form>
        </section>
    );
}
