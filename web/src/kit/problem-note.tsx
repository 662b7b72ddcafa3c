// What went wrong, where, and what can be done: for every error of the server.
import { Alert, Button } from "antd";
import { Problem, Unreachable } from "../api/problem";
import { commandName } from "../terms/commands";
import { useLanguage, useSay, useWords } from "../words/words";
import { kitWords } from "./words";

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
    const { refusal, errors, field, expected } = problem.body;
    const title =
        problem.kind === "version-conflict"
            ? t.version409
            : problem.status === 503
              ? t.busy
              : (refusal && say(refusal.words)) || problem.message;
    const faults = errors ?? (field && expected ? [{ field, expected }] : []);
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
                                        <code>{fault.field}</code> {fault.expected}
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
