// What a rulebook calls things: facts and their values, results, clauses, tables.
import { useMemo } from "react";
import type { Schemas } from "../../api/client";
import type { FactTerm } from "../../kit/facts-field";
import { asLabel } from "../../kit/sentence";
import { useCodes } from "../../terms/codes";
import { type Said, useLanguage, useSay } from "../../words/words";
import { askedBy } from "./facts-order";

type Book = Schemas["rulebook"];

export interface BookWords {
    /** Empty while it is not read yet. */
    title: string;
    /** Of the facts, in its order. */
    names: readonly string[];
    /** The facts that the rows which fired ask about. */
    askedBy: (fired: Parameters<typeof askedBy>[1]) => ReadonlySet<string>;
    fact: (name: string) => string;
    /** The value of a fact or a result. */
    value: (name: string, value: unknown) => string;
    /** Why a ruling is as it is: a reason of the book, or the verdict on a review. */
    reason: (code: string) => string;
    /** A remedy: as the book orders them by worth, or as its advice called it once. */
    remedy: (name: string) => string;
    /** A kind of exhibit: as the book's evidence is called, else as everybody calls it. */
    exhibit: (kind: string) => string;
    clause: (id: string) => string;
    table: (name: string) => string;
    /** The values that a fact or a result may have. */
    choices: (name: string) => { value: string; label: string }[];
    /** The facts that a person may state. */
    statable: FactTerm[];
}

/** What only the case, a ruling or the ledger knows, nobody states. */
const NOBODYS = new Set(["case", "clock", "ledger", "officer", "ruling"]);
const isStatable = (fact: Book["facts"][number]) =>
    fact.kind === "input" &&
    !NOBODYS.has(fact.from) &&
    !fact.name.startsWith("found_") &&
    fact.name !== "proof" &&
    fact.name !== "alleged" &&
    !fact.name.endsWith("_filed_at") &&
    !fact.name.endsWith("_received_at");

export function useBookWords(book: Book | undefined): BookWords {
    const say = useSay();
    const codes = useCodes();
    const { language } = useLanguage();
    return useMemo(() => {
        const names = [...(book?.facts ?? []), ...(book?.results ?? [])];
        const valuesOf = (name: string) =>
            names.filter((one) => one.name === name).flatMap((one) => one.values);
        const words = (said: Said | undefined, or: string) =>
            said ? asLabel(say(said)) : or.replaceAll("_", " ");
        const choices = (name: string) =>
            valuesOf(name).map((one) => ({ value: one.value, label: words(one.words, one.value) }));
        const value = (name: string, given: unknown) => {
            if (typeof given === "boolean")
                return language === "zh" ? (given ? "是" : "否") : given ? "yes" : "no";
            const text = String(given);
            const known = valuesOf(name).find((one) => one.value === text)?.words;
            return known ? asLabel(say(known)) : codes("exhibit", text);
        };
        return {
            title: book ? say(book.title) : "",
            names: (book?.facts ?? []).map(({ name }) => name),
            askedBy: (fired) => (book ? askedBy(book, fired) : new Set()),
            fact: (name) => words(names.find((one) => one.name === name)?.words, name),
            value,
            reason: (code) =>
                valuesOf("reason").some((one) => one.value === code)
                    ? value("reason", code)
                    : codes("verdict", code),
            remedy: (name) =>
                valuesOf("offered_remedy").some((one) => one.value === name)
                    ? value("offered_remedy", name)
                    : value("remedy", name),
            exhibit: (kind) => value("evidence", kind),
            clause: (id) =>
                words(book?.clauses.find((one) => one.id === id)?.title, id).replace(/^$/, id),
            table: (name) => words(book?.tables.find((one) => one.name === name)?.title, name),
            choices,
            statable: (book?.facts ?? []).filter(isStatable).map((fact) => ({
                name: fact.name,
                label: words(fact.words, fact.name),
                type: fact.type,
                values: fact.type === "text" ? choices(fact.name) : [],
            })),
        };
    }, [book, say, codes, language]);
}
