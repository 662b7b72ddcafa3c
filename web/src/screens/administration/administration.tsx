// What keeps a shop running: people, shops, numbers, web-hooks, audit, the security log, backups, and one's own account.
import type { ComponentType } from "react";
import { Navigate, useParams } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk, useMay } from "../../api/desk";
import { Nothing, Page } from "../../kit/page";
import { loadedPart } from "../../kit/part";
import { PartNav } from "../../kit/part-nav";
import { useWords } from "../../words/words";
import { adminWords } from "./words";
import "./administration.css";

interface Part {
    part:
        | "people"
        | "shop"
        | "numbers"
        | "hooks"
        | "audit"
        | "security"
        | "erasing"
        | "backups"
        | "account";
    Shown: ComponentType;
    /** Without it, the part is not for one. */
    needs?: Schemas["permission"];
}

const PARTS: Part[] = [
    { part: "people", needs: "read_personal", Shown: loadedPart(() => import("./people")) },
    { part: "shop", Shown: loadedPart(() => import("./shops")) },
    { part: "numbers", needs: "read_personal", Shown: loadedPart(() => import("./numbers")) },
    { part: "hooks", needs: "manage_hooks", Shown: loadedPart(() => import("./hooks")) },
    { part: "audit", needs: "verify_audit", Shown: loadedPart(() => import("./audit")) },
    { part: "security", needs: "verify_audit", Shown: loadedPart(() => import("./security")) },
    { part: "erasing", needs: "erase_persons", Shown: loadedPart(() => import("./erasing")) },
    { part: "backups", needs: "export", Shown: loadedPart(() => import("./backups")) },
    { part: "account", Shown: loadedPart(() => import("./account")) },
];

export default function Administration() {
    const t = useWords(adminWords);
    const { part } = useParams();
    const { shop } = useDesk();
    const may = useMay();
    const base = `/s/${shop.id}/administration`;
    const open = PARTS.filter(({ needs }) => !needs || may(needs));
    const here = PARTS.find((one) => one.part === part);
    if (!here) return <Navigate to={`${base}/${open[0]?.part ?? "account"}`} replace />;
    return (
        <Page title={t.title} name={`${t[here.part]} · ${t.title}`}>
            <PartNav
                label={t.parts}
                parts={open.map((one) => ({ to: `${base}/${one.part}`, name: t[one.part] }))}
            />
            {open.includes(here) ? (
                <here.Shown />
            ) : (
                <Nothing title={t.notYours} hint={t.notYoursHint} />
            )}
        </Page>
    );
}
