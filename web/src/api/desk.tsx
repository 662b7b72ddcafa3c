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

const MERCHANTS: Role[] = ["owner", "supervisor", "agent"];
const OFFICERS: Role[] = ["owner", "case_officer", "senior_officer"];

export const isMerchant = (roles: Role[]) => roles.some((role) => MERCHANTS.includes(role));
export const isOfficer = (roles: Role[]) => roles.some((role) => OFFICERS.includes(role));
export const isOwner = (roles: Role[]) => roles.includes("owner");

/** Whether the server lets one do this in this shop, by its own word. */
export function useMay(): (permission: Schemas["permission"]) => boolean {
    const { account, shop } = useDesk();
    const allowed = account.memberships.find((one) => one.shop === shop.id)?.may ?? [];
    return (permission) => allowed.includes(permission);
}

/** Whether one reads the words of cases: with the right to personal data, and customers their own. */
export function useReadsWords(): boolean {
    const may = useMay();
    return may("read_personal") || !may("read_cases");
}
