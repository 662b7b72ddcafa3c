// The case that a page shows: its parts read it here, and open forms here.
import { createContext, type ReactNode, useContext } from "react";
import type { Schemas } from "../../api/client";
import type { BookWords } from "./book";
import type { Body, Case, Move } from "./queries";

export interface OneCase {
    page: Schemas["case_page"];
    c: Case;
    book: BookWords;
    /** The move of this name, if it is legal now. */
    may: (command: string) => Move | undefined;
    /** Opens the form of a move, filled in so far. */
    start: (command: string, preset?: Body) => void;
}

const CaseContext = createContext<OneCase | null>(null);

export function OneCaseProvider({ value, children }: { value: OneCase; children: ReactNode }) {
    return <CaseContext.Provider value={value}>{children}</CaseContext.Provider>;
}

export function useOneCase(): OneCase {
    const one = useContext(CaseContext);
    if (!one) throw new Error("a part of a case stands outside of a case");
    return one;
}
