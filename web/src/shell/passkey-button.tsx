// In with a passkey, without a name and a password; shown where the browser has them.
import { Button } from "antd";
import { canUsePasskeys } from "../api/passkeys";
import { type Account, usePasskey } from "../api/session";
import { PasskeyNote } from "../kit/passkey-note";
import { useWords } from "../words/words";
import { shellWords } from "./words";

interface Props {
    /** Whose passkey it must be; anybody's, when nobody is logged in. */
    account?: Account;
    onDone?: () => void;
}

export function PasskeyButton({ account, onDone }: Props) {
    const t = useWords(shellWords);
    const passkey = usePasskey(account?.id);
    if (!canUsePasskeys()) return null;
    return (
        <div className="passkey">
            <PasskeyNote error={passkey.error} />
            <Button
                size={account ? "middle" : "large"}
                block
                loading={passkey.isPending}
                onClick={() => passkey.mutate(undefined, { onSuccess: onDone })}
            >
                {account ? t.passkeyAgain : t.passkey}
            </Button>
        </div>
    );
}
