// Leaving a review as it is, with a reason.
import { Input, type InputRef, Modal } from "antd";
import { useRef, useState } from "react";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import { reviewWords } from "./words";

const REASON_MAX = 500;

interface Props {
    error: unknown;
    isSending: boolean;
    onLeave: (reason: string) => void;
    onCancel: () => void;
}

export function LeaveForm({ error, isSending, onLeave, onCancel }: Props) {
    const t = useWords(reviewWords);
    const field = useRef<InputRef>(null);
    const [reason, setReason] = useState("");
    return (
        <Modal
            open
            title={t.leaveTitle}
            okText={t.leave}
            cancelText={t.cancel}
            confirmLoading={isSending}
            closable={false}
            afterOpenChange={(isOpen) => isOpen && field.current?.focus()}
            onOk={() => onLeave(reason.trim())}
            onCancel={onCancel}
        >
            <label htmlFor="leave-reason">{t.leaveWhy}</label>
            <Input
                ref={field}
                id="leave-reason"
                autoFocus
                maxLength={REASON_MAX}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
                onPressEnter={() => onLeave(reason.trim())}
            />
            {error !== null && <ProblemNote error={error} />}
        </Modal>
    );
}
