// One thing to do: what, by whom, and until when exactly.
import { Tag } from "antd";
import { Link } from "react-router";
import { Due } from "../../kit/due";
import { asLabel, fillSentence } from "../../kit/sentence";
import { useTimes } from "../../kit/time";
import { WhyClock } from "../../kit/why-due";
import { useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import type { DueItem, ReviewRow } from "./queries";
import type { Task } from "./tasks";
import { todayWords } from "./words";

export const TASK_HEIGHT = 72;

interface Props {
    task: Task;
    to: string;
    side: string;
}

export function TaskRow({ task, to, side }: Props) {
    return task.of === "case" ? (
        <CaseTask item={task.item} to={to} side={side} />
    ) : (
        <ReviewTask row={task.row} due={task.due} to={to} />
    );
}

function CaseTask({ item, to, side }: { item: DueItem; to: string; side: string }) {
    const t = useWords(todayWords);
    const say = useCodes();
    const tell = useSay();
    const who = item.acts === side ? t.ours : t.theirs(say("side", item.acts));
    const times = useTimes();
    const rule = item.rule && fillSentence(item.rule, { [item.clock]: times.moment(item.due) });
    const about = [tell(rule), item.is_paused && t.paused].filter(Boolean).join(" · ");
    return (
        <div className="task">
            <div className="task-what">
                <span className="row">
                    <Tag>{say("kind", item.kind)}</Tag>
                    <Link to={to} className="one-line" title={item.title}>
                        {item.title || item.number}
                    </Link>
                    <span className="quiet small task-number">{item.number}</span>
                </span>
                <span className="one-line quiet small" title={about}>
                    {about}
                </span>
            </div>
            <div className="task-when">
                <span>
                    {asLabel(tell(item.words))} <span className="quiet small">· {who}</span>
                </span>
                <Due
                    due={item.due}
                    why={() => <WhyClock caseId={item.case_id} clock={item.clock} />}
                />
            </div>
        </div>
    );
}

function ReviewTask({ row, due, to }: { row: ReviewRow; due: string; to: string }) {
    const t = useWords(todayWords);
    const say = useCodes();
    const about = [say("ground", row.ground), row.buyer, row.item].filter(Boolean).join(" · ");
    return (
        <div className="task">
            <div className="task-what">
                <span className="row">
                    <Tag color={row.verdict === "malicious" ? "error" : "default"}>
                        {say("verdict", row.verdict)}
                    </Tag>
                    {row.case_id && <Tag>{t.draft}</Tag>}
                    <Link to={to} className="one-line" title={row.excerpt}>
                        {row.excerpt || say("kind", row.kind)}
                    </Link>
                </span>
                <span className="one-line quiet small" title={about}>
                    {about}
                </span>
            </div>
            <div className="task-when">
                <span>
                    {t.reportDue} <span className="quiet small">· {t.loses}</span>
                </span>
                <Due due={due} />
            </div>
        </div>
    );
}
