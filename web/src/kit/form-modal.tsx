// A form over the page that makes one thing: emptied and shut once it is made, kept when it is refused.
import { Form, Modal } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../words/words";
import { ProblemNote } from "./problem-note";
import { kitWords } from "./words";

interface Props<Values extends object> {
    isOpen: boolean;
    title: string;
    /** What its button says, if not the title. */
    send?: string;
    first?: Partial<Values>;
    error: unknown;
    isSending: boolean;
    /** Calls `made` once it is. */
    onSend: (values: Values, made: () => void) => void;
    onClose: () => void;
    children: ReactNode;
}

export function FormModal<Values extends object>(props: Props<Values>) {
    const {
        isOpen,
        title,
        send = title,
        first,
        error,
        isSending,
        onSend,
        onClose,
        children,
    } = props;
    const t = useWords(kitWords);
    const [form] = Form.useForm<Values>();
    const made = () => {
        form.resetFields();
        onClose();
    };
    return (
        <Modal
            open={isOpen}
            title={title}
            okText={send}
            cancelText={t.cancel}
            confirmLoading={isSending}
            onOk={() => form.submit()}
            onCancel={onClose}
        >
            <Form<Values>
                form={form}
                layout="vertical"
                requiredMark={false}
                {...(first && { initialValues: first })}
                onFinish={(values) => onSend(values, made)}
            >
                {children}
                {error ? <ProblemNote error={error} /> : null}
                {/* Enter sends a form of several fields only if it has such a button. */}
                <button type="submit" hidden />
            </Form>
        </Modal>
    );
}
