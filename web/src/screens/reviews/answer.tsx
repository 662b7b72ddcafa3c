// The drafted answer: edited, checked while one types, recorded and copied.
import { CheckOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { type Ref, useMemo, useState } from "react";
import { useDesk } from "../../api/desk";
import { draftsOf } from "../../api/drafts";
import { Problem } from "../../api/problem";
import { LitText } from "../../kit/lit-text";
import { ProblemNote } from "../../kit/problem-note";
import { useSay, useWords } from "../../words/words";
import { type Finding, type ReviewId, useDraftCheck } from "./queries";
import { reviewWords } from "./words";

const STOPPED = "draft-stopped";
const NAME = "answer";

interface Props {
    id: ReviewId;
    draft: string;
    field: Ref<TextAreaRef>;
    error: unknown;
    isSending: boolean;
    onTake: (text: string) => void;
}

export function AnswerForm({ id, draft, field, error, isSending, onTake }: Props) {
    const t = useWords(reviewWords);
    const { account, shop } = useDesk();
    // What was typed: walking on and coming back, or reading the page anew, loses nothing.
    const typed = useMemo(
        () => draftsOf<string>(account.id, `review.${shop.id}.${id.kind}.${id.id}`),
        [account.id, shop.id, id.kind, id.id],
    );
    const [text, setText] = useState(() => typed.get(NAME) ?? draft);
    const [isLooked, setLooked] = useState(text !== draft);
    const write = (next: string) => {
        setText(next);
        setLooked(true);
        if (next === draft) typed.delete(NAME);
        else typed.set(NAME, next);
    };
    const { check, checked, isBehind } = useDraftCheck(text, id, isLooked);
    /** What stopped it, the coach tells in full. */
    const isTold = error instanceof Problem && error.kind === STOPPED && Boolean(check.data);
    const send = () => text.trim() && onTake(text.trim());
    return (
        <section className="panel" aria-label={t.draft}>
            <h2>{t.draft}</h2>
            <Input.TextArea
                ref={field}
                aria-label={t.draft}
                value={text}
                onFocus={() => setLooked(true)}
                onChange={(event) => write(event.target.value)}
                onKeyDown={(event) => {
                    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
                    if (event.key === "Escape") event.currentTarget.blur();
                }}
            />
            <p className="quiet small">{t.draftHint}</p>
            {error !== null && !isTold && <ProblemNote error={error} />}
            <div className="coach" aria-live="polite">
                {isLooked && check.data && (
                    <Coach check={check.data} text={checked} onBetter={write} />
                )}
                {isLooked && check.error && <ProblemNote error={check.error} />}
                {isLooked && isBehind && !check.data && <p className="quiet">{t.checking}</p>}
            </div>
            <div className="row wrap">
                <Button type="primary" onClick={send} loading={isSending} disabled={!text.trim()}>
                    {t.take} <kbd>Ctrl ⏎</kbd>
                </Button>
                {text !== draft && <Button onClick={() => write(draft)}>{t.reset}</Button>}
            </div>
        </section>
    );
}

type Check = NonNullable<ReturnType<typeof useDraftCheck>["check"]["data"]>;

function Coach({
    check,
    text,
    onBetter,
}: {
    check: Check;
    text: string;
    onBetter: (text: string) => void;
}) {
    const t = useWords(reviewWords);
    const tell = useSay();
    const { better, findings, questions, stopped } = check;
    if (findings.length === 0 && questions.length === 0)
        return (
            <p className="coach-good">
                <CheckOutlined aria-hidden /> {t.draftGood}
            </p>
        );
    return (
        <div className={stopped ? "coach-faults is-stopped" : "coach-faults"}>
            <div className="row">
                <strong className="grow">{stopped ? t.draftStopped : t.draftAdvised}</strong>
                {better && (
                    <Button size="small" onClick={() => onBetter(better)}>
                        {t.better}
                    </Button>
                )}
            </div>
            <ul className="plain">
                {findings.map((one) => (
                    <li key={`${one.code}${one.start}`}>
                        {tell(one.words)} <Around text={text} finding={one} />
                        {one.instead && (
                            <div className="quiet">
                                {t.instead}: {tell(one.instead)}
                            </div>
                        )}
                    </li>
                ))}
                {questions.map((one) => (
                    <li key={one.zh}>
                        {t.questions}: {tell(one)}
                    </li>
                ))}
            </ul>
        </div>
    );
}

/** The words that are meant. */
function Around({ text, finding }: { text: string; finding: Check["findings"][number] }) {
    const points = Array.from(text).slice(finding.start, finding.end);
    if (points.length === 0) return null;
    return (
        <LitText
            text={points.join("")}
            spans={[{ start: 0, end: points.length, kind: finding.stops ? "threat" : "demand" }]}
        />
    );
}

export const draftOf = (finding: Finding) => finding.reply_draft ?? "";
