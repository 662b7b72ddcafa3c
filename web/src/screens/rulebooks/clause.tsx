// A clause: what holds, where that is taken from, and whether it still wants confirming.
import { Tag } from "antd";
import type { Rulebook } from "../../api/rulebooks";
import { useLanguage, useSay, useWords } from "../../words/words";
import { bookWords } from "./words";

export function ConfirmTag() {
    const t = useWords(bookWords);
    return (
        <Tag color="warning" title={t.confirmHint}>
            {t.confirm}
        </Tag>
    );
}

/** Links to clauses of the same page. */
export function ClauseLinks({ ids }: { ids: readonly string[] }) {
    return (
        <span className="clause-links">
            {ids.map((id) => (
                <a key={id} href={`#${id}`}>
                    {id}
                </a>
            ))}
        </span>
    );
}

export function Clause({ clause }: { clause: Rulebook["clauses"][number] }) {
    const t = useWords(bookWords);
    const say = useSay();
    const { language } = useLanguage();
    const isZh = language === "zh";
    return (
        <>
            <div className="side-by-side">
                <p className="clause-sentence">{say(clause.sentence)}</p>
                <p className="quiet" lang={isZh ? "en" : "zh-CN"}>
                    {isZh ? clause.sentence.en : clause.sentence.zh}
                </p>
            </div>
            <div className="clause-foot">
                {clause.confirm && <ConfirmTag />}
                <details className="quiet small">
                    <summary>{t.source}</summary>
                    <p>{clause.source}</p>
                </details>
            </div>
        </>
    );
}
