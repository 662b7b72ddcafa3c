// Why a passkey did not do: the person left, or it was another's; else what the server says.
import { Alert } from "antd";
import { PasskeyLeft } from "../api/passkeys";
import { useWords } from "../words/words";
import { ProblemNote } from "./problem-note";
import { kitWords } from "./words";

export function PasskeyNote({ error }: { error: unknown }) {
    const t = useWords(kitWords);
    if (!error) return null;
    if (!(error instanceof PasskeyLeft)) return <ProblemNote error={error} />;
    const words = { left: t.passkeyLeft, known: t.passkeyKnown, other: t.passkeyOther };
    return (
        <Alert className="note" type="warning" showIcon role="alert" title={words[error.kind]} />
    );
}
