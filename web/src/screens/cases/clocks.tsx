// The deadlines of a case: when, why that moment day by day, and what became of those that ended.
import { Tag, Typography } from "antd";
import { Due, Moment } from "../../kit/due";
import { WhyClock } from "../../kit/why-due";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { useOneCase } from "./one-case";
import type { Clock } from "./queries";
import { caseWords } from "./words";

const COLOURS: Record<string, string> = { kept: "success", missed: "error", paused: "warning" };

function OneClock({ id, clock }: { id: string; clock: Clock }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const pause = clock.pauses?.find((one) => !one.to);
    return (
        <li className="clock">
            <span className="row">
                <span className="grow">{codes("clock", clock.name)}</span>
                {clock.provisional && <Tag>{t.provisional}</Tag>}
                {clock.state !== "running" && (
                    <Tag color={COLOURS[clock.state] ?? "default"}>
                        {codes("clock_state", clock.state)}
                    </Tag>
                )}
            </span>
            {clock.state === "running" ? (
                <Due due={clock.due} why={() => <WhyClock caseId={id} clock={clock.name} />} />
            ) : (
                <span className="quiet small">
                    <Moment at={clock.due} />
                </span>
            )}
            {pause && <span className="small">{t.pausedBecause(pause.reason)}</span>}
        </li>
    );
}

const ORDER = ["running", "paused", "missed", "kept", "stopped"];

export function Clocks({ id }: { id: string }) {
    const t = useWords(caseWords);
    const { c } = useOneCase();
    // Two clocks may end at the same moment for different reasons; the window says nothing of its own.
    const shown = c.clocks
        .filter((clock) => clock.name !== "answer_window")
        .sort(
            (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.due < b.due ? -1 : 1),
        );
    return (
        <section className="panel">
            <Typography.Title level={2}>{t.clocks}</Typography.Title>
            {shown.length === 0 && <p className="quiet">{t.noClocks}</p>}
            <ul className="bare-list">
                {shown.map((clock) => (
                    <OneClock key={`${clock.name}${clock.from}`} id={id} clock={clock} />
                ))}
            </ul>
        </section>
    );
}
