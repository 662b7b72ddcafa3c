// The password once more, over whatever one was doing: for what gives rights away, or everything at once.
import { onStepUp } from "../api/client";
import { type Account, useLogInAgain } from "../api/session";
import { FormModal } from "../kit/form-modal";
import { LogInAgainFields } from "../kit/log-in-fields";
import { useWords } from "../words/words";
import { useAsked } from "./asked";
import { PasskeyButton } from "./passkey-button";
import { shellWords } from "./words";

export function StepUp({ account }: { account: Account }) {
    const t = useWords(shellWords);
    const prove = useLogInAgain();
    const [isAsked, settle] = useAsked(onStepUp);
    const close = (isDone: boolean) => {
        prove.reset();
        settle(isDone);
    };
    if (!isAsked) return null; // nothing of it stays on the page
    return (
        <FormModal<{ password: string }>
            isOpen
            title={t.stepUp}
            error={prove.error}
            isSending={prove.isPending}
            onSend={(body, made) =>
                prove.mutate(body, {
                    onSuccess: () => {
                        settle(true);
                        made();
                    },
                })
            }
            onClose={() => close(false)}
        >
            <p>{t.stepUpWhy}</p>
            <LogInAgainFields login={account.login} />
            <PasskeyButton account={account} onDone={() => close(true)} />
        </FormModal>
    );
}
