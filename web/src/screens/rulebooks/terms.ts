// The names of a rulebook's own things, in the language that is read.
import { useMemo } from "react";
import type { Schemas } from "../../api/client";
import type { Rulebook } from "../../api/rulebooks";
import { useSay, useWords } from "../../words/words";
import { cellWords, valueWords } from "./literal";
import { bookWords } from "./words";

type Fact = Schemas["rulebook_fact"];
type Result = Schemas["rulebook_result"];

const asLabel = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export interface BookTerms {
    fact: (name: string) => Fact | undefined;
    result: (name: string) => Result | undefined;
    nameOf: (name: string) => string;
    /** A cell of a row, under this fact or result. */
    cell: (name: string, source: string) => string;
    /** A value that the server gave for this fact or result. */
    value: (name: string, value: unknown) => string;
}

export function useBookTerms(book: Rulebook): BookTerms {
    const t = useWords(bookWords);
    const say = useSay();
    return useMemo(() => {
        const facts = new Map(book.facts.map((one) => [one.name, one]));
        const results = new Map(book.results.map((one) => [one.name, one]));
        const of = (name: string) => facts.get(name) ?? results.get(name);
        const terms = { yes: t.yes, no: t.no, not: t.not, anyValue: "–", say };
        return {
            fact: (name) => facts.get(name),
            result: (name) => results.get(name),
            nameOf: (name) => {
                const words = of(name)?.words;
                return words ? asLabel(say(words)) : name;
            },
            cell: (name, source) => cellWords(source, of(name), terms),
            value: (name, value) => valueWords(value, of(name), terms),
        };
    }, [book, say, t]);
}
