// What went wrong, where, and what can be done: for every error of the server.
import { Alert, Button } from "antd";
import type { Schemas } from "../api/client";
import { Problem, Unreachable } from "../api/problem";
import { commandName } from "../terms/commands";
import { useFieldPath } from "../terms/fields";
import { PROBLEMS } from "../terms/problems";
import { useLanguage, useSay, useWords } from "../words/words";
import { kitWords } from "./words";

type Fault = Schemas["field_fault"];

interface Props {
    error: unknown;
    onRetry?: () => void;
}

export function ProblemNote({ error, onRetry }: Props) {
    const t = useWords(kitWords);
    const retry = onRetry && <Button onClick={onRetry}>{t.retry}</Button>;
    if (error instanceof Problem) return <Told problem={error} action={retry} />;
    const isAway = error instanceof Unreachable;
    return (
        <Alert
            className="note"
            type="error"
            showIcon
            role="alert"
            title={isAway ? t.unreachable : t.broken}
            description={isAway ? t.unreachableHint : t.brokenHint}
            action={retry}
        />
    );
}

function Told({ problem, action }: { problem: Problem; action: React.ReactNode }) {
    const t = useWords(kitWords);
    const say = useSay();
    const { language } = useLanguage();
    const nameOf = useFieldPath();
    const { refusal, errors, field, expected, why } = problem.body;
    const kind = problem.kind as keyof typeof PROBLEMS;
    const known = Object.hasOwn(PROBLEMS, kind) ? PROBLEMS[kind] : undefined;
    const faults: Fault[] = errors ?? (expected ? [{ field: field ?? null, expected, why }] : []);
    const saidAlone = (fault: Fault) => (language === "en" ? fault.expected : t.notAsExpected);
    const own = refusal?.words ?? (expected ? undefined : why);
    const title = say(own ?? known) || t.failed(problem.status);
    const moves = refusal?.allowed_moves ?? problem.body.allowed_moves ?? [];
    return (
        <Alert
            className="note"
            type={refusal ? "warning" : "error"}
            showIcon
            role="alert"
            title={title}
            action={action}
            description={
                (faults.length > 0 || moves.length > 0) && (
                    <>
                        {faults.length > 0 && (
                            <ul className="plain">
                                {faults.map((fault) => (
                                    <li key={fault.field}>
                                        {fault.field && `${nameOf(fault.field)}${t.colon}`}
                                        {t.expected(say(fault.why) || saidAlone(fault))}
                                    </li>
                                ))}
                            </ul>
                        )}
                        {moves.length > 0 && (
                            <p>
                                {t.allowedNow}
                                {language === "zh" ? "：" : ": "}
                                {moves
                                    .map((move) => commandName(move.command, language))
                                    .join(language === "zh" ? "、" : ", ")}
                            </p>
                        )}
                    </>
                )
            }
        />
    );
}
