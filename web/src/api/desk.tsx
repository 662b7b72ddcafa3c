// Where one is: whose account, which shop, in which role. All screens stand inside of it.
import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { Schemas } from "./client";
import type { Account, Role } from "./session";

export interface Desk {
    account: Account;
    shop: Schemas["shop"];
    shops: Schemas["shop"][];
    roles: Role[];
    /** The role in which one acts: what may be done follows from it. */
    role: Role;
    setRole: (role: Role) => void;
}

const DeskContext = createContext<Desk | null>(null);

export function DeskProvider({ children, ...desk }: Desk & { children: ReactNode }) {
    const { account, shop, shops, roles, role, setRole } = desk;
    const value = useMemo(
        () => ({ account, shop, shops, roles, role, setRole }),
        [account, shop, shops, roles, role, setRole],
    );
    return <DeskContext.Provider value={value}>{children}</DeskContext.Provider>;
}

export function useDesk(): Desk {
    const desk = useContext(DeskContext);
    if (!desk) throw new Error("a screen stands outside of the desk");
    return desk;
}

/** The clock of the shop one is in; outside of all shops, that of the browser. */
export const useZone = (): string =>
    useContext(DeskContext)?.shop.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the server says of one's place in this shop. */
function useMembership() {
    const { account, shop } = useDesk();
    return account.memberships.find((one) => one.shop === shop.id);
}

/** Whether one acts for that side, by the server's word: in any of one's roles, or in this one. */
export function useActsFor(): (side: Schemas["side"], role?: Role) => boolean {
    const acts = useMembership()?.acts ?? [];
    return (side, role) =>
        acts.some((one) => (role ?? one.role) === one.role && one.sides.includes(side));
}

/** Whether the server lets one do this in this shop, by its own word. */
export function useMay(): (permission: Schemas["permission"]) => boolean {
    const allowed = useMembership()?.may ?? [];
    return (permission) => allowed.includes(permission);
}

/** Whether one reads the words of cases: with the right to personal data, and customers their own. */
export function useReadsWords(): boolean {
    const may = useMay();
    return may("read_personal") || !may("read_cases");
}
