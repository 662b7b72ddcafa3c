// The board of a case: both sides may explain anything; an officer says what was found of it (H17).
import { Button, Form, Input, Tag, Typography } from "antd";
import { useRef } from "react";
import { newKey } from "../../api/client";
import { Moment } from "../../kit/due";
import { ProblemNote } from "../../kit/problem-note";
import { kitWords } from "../../kit/words";
import { useCodes } from "../../terms/codes";
import { useCommands } from "../../terms/commands";
import { useWords } from "../../words/words";
import { useOneCase } from "./one-case";
import { useMove } from "./queries";
import { caseWords } from "./words";

function Write({ id }: { id: string }) {
    const t = useWords(caseWords);
    const kit = useWords(kitWords);
    const nameOf = useCommands();
    const [form] = Form.useForm<{ text: string }>();
    const key = useRef(newKey());
    const move = useMove(id);
    const send = ({ text }: { text: string }) =>
        move.mutate(
            { command: "post_message", body: { text }, key: key.current },
            {
                onSuccess: () => {
                    key.current = newKey();
                    form.resetFields();
                },
            },
        );
    return (
        <Form form={form} onFinish={send}>
            {move.error && <ProblemNote error={move.error} />}
            <div className="row message-write">
                <Form.Item
                    name="text"
                    noStyle
                    rules={[{ required: true, whitespace: true, message: kit.needed }]}
                >
                    <Input.TextArea placeholder={t.writeMessage} aria-label={t.writeMessage} />
                </Form.Item>
                <Button htmlType="submit" loading={move.isPending}>
                    {nameOf("post_message")}
                </Button>
            </div>
        </Form>
    );
}

export function Messages({ id }: { id: string }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const nameOf = useCommands();
    const { c, may, start } = useOneCase();
    if (c.messages.length === 0 && !may("post_message")) return null;
    return (
        <section className="panel">
            <Typography.Title level={2}>{t.messages}</Typography.Title>
            {c.messages.length === 0 && <p className="quiet">{t.noMessages}</p>}
            {c.messages.map((message) => (
                <article key={message.message_id} className={`message message-${message.side}`}>
                    <header className="row wrap small quiet">
                        <span>{codes("side", message.side)}</span>
                        <Moment at={message.at} />
                        {message.holds !== null && (
                            <Tag color={message.holds ? "success" : "error"}>
                                {message.holds ? t.verified : t.notTrue}
                            </Tag>
                        )}
                        {message.holds === null && may("verify_message") && (
                            <Button
                                size="small"
                                onClick={() =>
                                    start("verify_message", { message_id: message.message_id })
                                }
                            >
                                {nameOf("verify_message")}
                            </Button>
                        )}
                    </header>
                    <p className="quote">{message.text.text}</p>
                    {message.note && <p className="small quiet">{message.note}</p>}
                </article>
            ))}
            {may("post_message") && <Write id={id} />}
        </section>
    );
}
