// Keys that work on a screen, and the card that tells them ("?").
import { Modal } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useWords } from "../words/words";
import { kitWords } from "./words";

export interface Key {
    /** As KeyboardEvent.key gives it, such as "j", "Enter", "/". */
    key: string;
    does: string;
    act: () => void;
}

const all = new Set<Key[]>();

function isTyping(event: KeyboardEvent): boolean {
    const target = event.target;
    return (
        target instanceof HTMLElement &&
        (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
    );
}

/** While the calling part is shown. The keys of the part shown last win. */
export function useKeys(keys: Key[]) {
    useEffect(() => {
        all.add(keys);
        const press = (event: KeyboardEvent) => {
            if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
            if (
                event.defaultPrevented ||
                document.querySelector(".ant-modal-wrap:not([style*='none'])")
            )
                return;
            const key = keys.find((one) => one.key === event.key);
            if (!key) return;
            // A focused button or link takes Enter and the space bar for itself.
            if (
                (event.key === "Enter" || event.key === " ") &&
                event.target instanceof HTMLElement &&
                event.target.closest("a,button,[role=menuitem]")
            )
                return;
            event.preventDefault();
            key.act();
        };
        window.addEventListener("keydown", press);
        return () => {
            window.removeEventListener("keydown", press);
            all.delete(keys);
        };
    }, [keys]);
}

/** What stands on a key that is named by a word. */
const SIGNS: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", Enter: "Enter ↵" };

/** The card of all keys; "?" opens it. */
export function KeysCard() {
    const t = useWords(kitWords);
    const [isOpen, setOpen] = useState(false);
    const own = useMemo(() => [{ key: "?", does: t.keysHelp, act: () => setOpen(true) }], [t]);
    useKeys(own);
    return (
        <Modal open={isOpen} title={t.keysHelp} footer={null} onCancel={() => setOpen(false)}>
            <dl className="keys">
                {isOpen &&
                    [...all].flat().map((one) => (
                        <div key={`${one.key}${one.does}`}>
                            <dt>
                                <kbd>{SIGNS[one.key] ?? one.key}</kbd>
                            </dt>
                            <dd>{one.does}</dd>
                        </div>
                    ))}
            </dl>
        </Modal>
    );
}
