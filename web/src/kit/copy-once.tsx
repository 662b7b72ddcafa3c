// A secret that is told once: shown to be copied, gone when it is closed.
import { Alert, Button, Input } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../words/words";
import { CopyButton } from "./copy";
import { kitWords } from "./words";

interface Props {
    title: string;
    hint: ReactNode;
    secret: string;
    onClose: () => void;
}

export function CopyOnce({ title, hint, secret, onClose }: Props) {
    const t = useWords(kitWords);
    return (
        <Alert
            type="success"
            role="status"
            title={title}
            description={
                <div className="stack copy-once">
                    <span>{hint}</span>
                    <Input.TextArea
                        value={secret}
                        readOnly
                        aria-label={title}
                        onFocus={(event) => event.target.select()}
                    />
                    <div className="row wrap">
                        <CopyButton text={secret} isPrimary />
                        <Button onClick={onClose}>{t.copiedAndClose}</Button>
                    </div>
                </div>
            }
        />
    );
}
