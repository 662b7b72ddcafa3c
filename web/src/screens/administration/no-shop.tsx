// Where one is who belongs to no shop, or to none any more: one's own account, and the way out.
import { useSession } from "../../api/session";
import { Nothing, Page } from "../../kit/page";
import { BareShell } from "../../shell/bare-shell";
import { shellWords } from "../../shell/words";
import { useWords } from "../../words/words";
import { OwnAccountAnywhere } from "./account";
import "./administration.css";

export default function NoShop() {
    const t = useWords(shellWords);
    const account = useSession().data;
    if (!account) return null;
    return (
        <BareShell account={account}>
            <Page title={t.yourAccount}>
                <Nothing title={t.noShop} hint={t.noShopHint} />
                <OwnAccountAnywhere account={account} />
            </Page>
        </BareShell>
    );
}
