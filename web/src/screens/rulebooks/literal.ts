// Between what a rulebook writes ("bad", 12.50 CNY, 3 days), what the server takes as JSON, and what people
// read. Pure.
import type { Schemas } from "../../api/client";

export type GivenValue = string | number | boolean | { amount: string; currency: string };
export type Given = Record<string, GivenValue>;
type Fact = Schemas["rulebook_fact"];
type Named = Pick<Fact, "name" | "type" | "values">;

const TEXT = /"(?:\\.|[^"\\])*"/;
const MOMENT = /(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::00|(:\d{2}))?(?:Z|[+-]\d{2}:\d{2})?/g;
const MONEY = /^(-?[0-9.]+) ([A-Z]{3})$/;

const unquoted = (text: string) => text.slice(1, -1).replace(/\\(.)/g, "$1");

/** A literal, as a page of rules has it, as the server takes it in JSON. */
export function givenValue(type: string, literal: string): GivenValue {
    const text = literal.trim();
    if (TEXT.test(text) && text.startsWith('"')) return unquoted(text);
    if (type === "boolean") return text === "true";
    if (type === "whole" || type === "number") return Number(text);
    // The rulebook writes moments in its own zone, and without an offset they are read so.
    if (type === "moment") return text.replace(MOMENT, "$1T$2$3");
    const money = MONEY.exec(text);
    if (type === "money" && money) return { amount: money[1] ?? "", currency: money[2] ?? "" };
    return text;
}

export function givenOf(facts: readonly Named[], literals: Record<string, string>): Given {
    const out: Given = {};
    for (const [name, literal] of Object.entries(literals)) {
        const fact = facts.find((one) => one.name === name);
        if (fact) out[name] = givenValue(fact.type, literal);
    }
    return out;
}

/** The case that a finding of the check names: \"… for a = "x", b = true\"; null: it names none. */
export function witnessOf(facts: readonly Named[], found: string): Given | null {
    const literals: Record<string, string> = {};
    for (const match of found.matchAll(/([a-z][a-z0-9_]*) = ("(?:\\.|[^"\\])*"|[^,]+)/g))
        if (match[1] && match[2]) literals[match[1]] = match[2];
    const given = givenOf(facts, literals);
    return Object.keys(given).length > 0 ? given : null;
}

export interface Terms {
    yes: string;
    no: string;
    not: (values: string) => string;
    anyValue: string;
    say: (words: Schemas["words"]) => string;
}

const momentWords = (text: string) => text.replace(MOMENT, "$1 $2$3");

/** A cell or a result in words: values by their names, the tests as they are written. */
export function cellWords(source: string, of: Named | undefined, terms: Terms): string {
    if (source === "-") return terms.anyValue;
    const inner = /^not\s*\((.*)\)$/s.exec(source)?.[1];
    if (inner !== undefined) return terms.not(cellWords(inner, of, terms));
    if (of?.type === "moment") return momentWords(source);
    if (of?.type === "boolean")
        return source.replace(/\btrue\b/g, terms.yes).replace(/\bfalse\b/g, terms.no);
    return source.replace(new RegExp(TEXT, "g"), (quoted) => {
        const value = unquoted(quoted);
        const known = of?.values.find((one) => one.value === value);
        return known ? terms.say(known.words) : value;
    });
}

/** A value that the server gave, in words. */
export function valueWords(value: unknown, of: Named | undefined, terms: Terms): string {
    if (Array.isArray(value)) return value.map((one) => valueWords(one, of, terms)).join(" · ");
    if (typeof value === "boolean") return value ? terms.yes : terms.no;
    if (typeof value === "object" && value !== null && "amount" in value)
        return Object.values(value).join(" ");
    const text = String(value ?? "");
    if (of?.type === "moment") return momentWords(text);
    const known = of?.values.find((one) => one.value === text);
    return known ? terms.say(known.words) : text;
}
