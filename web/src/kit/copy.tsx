// A button that copies a text. Works without https too, where the browser has no clipboard for scripts.
import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useWords } from "../words/words";
import { kitWords } from "./words";

const SHOWN_MS = 2_000;

export async function copyText(text: string): Promise<boolean> {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        const field = document.createElement("textarea");
        field.value = text;
        document.body.append(field);
        field.select();
        const isDone = document.execCommand?.("copy") ?? false;
        field.remove();
        return isDone;
    }
}

export function CopyButton({ text, isPrimary }: { text: string; isPrimary?: boolean }) {
    const t = useWords(kitWords);
    const [state, setState] = useState<"idle" | "done" | "failed">("idle");
    useEffect(() => {
        if (state === "idle") return;
        const timer = setTimeout(() => setState("idle"), SHOWN_MS);
        return () => clearTimeout(timer);
    }, [state]);
    return (
        <Button
            type={isPrimary ? "primary" : "default"}
            icon={state === "done" ? <CheckOutlined /> : <CopyOutlined />}
            onClick={async () => setState((await copyText(text)) ? "done" : "failed")}
        >
            <span aria-live="polite">
                {state === "done" ? t.copied : state === "failed" ? t.notCopied : t.copy}
            </span>
        </Button>
    );
}
