// The frame where there is no shop: language, theme, who one is, and the way out.
import { LogoutOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { type Account, useLogOut } from "../api/session";
import { kitWords } from "../kit/words";
import { useWords } from "../words/words";
import { Corner } from "./corner";
import mark from "./mark.svg";
import { shellWords } from "./words";

export function BareShell({ account, children }: { account: Account; children: ReactNode }) {
    const t = useWords(shellWords);
    const { product } = useWords(kitWords);
    const logOut = useLogOut();
    return (
        <div className="shell shell-bare">
            <header className="shell-top">
                <span className="shell-mark">
                    <img src={mark} alt="" width={28} height={28} />
                    <strong>{product}</strong>
                </span>
                <span className="grow" />
                <Corner />
                <Button
                    type="text"
                    icon={<LogoutOutlined />}
                    title={`${t.logOut}: ${account.name}`}
                    onClick={() => logOut.mutate()}
                >
                    {t.logOut}
                </Button>
            </header>
            <main id="content" className="shell-content" tabIndex={-1}>
                {children}
            </main>
        </div>
    );
}
