// From a command's schema to what a form begins with, and from what was filled in to the body.
import { instantOf } from "./wall-time";

export interface Schema {
    type?: string | string[];
    format?: string;
    enum?: string[];
    items?: Schema;
    properties?: Record<string, Schema>;
    required?: string[];
    anyOf?: Schema[];
    /** "facts" and "money" have fields of their own. */
    form?: string;
}

export type Value = unknown;
export type Values = Record<string, Value>;
export interface FactRow {
    name?: string;
    value?: boolean | number | string;
}

/** Already a moment, wherever one is: what the server gave goes back as it came. */
export const IS_INSTANT = /(Z|[+-]\d\d:\d\d)$/;

/** What a field takes, whether or not it may be null. */
export function plain(schema: Schema): Schema {
    const inner = schema.anyOf?.find((one) => one.type !== "null");
    return inner ? plain(inner) : schema;
}

export function typeOf(schema: Schema): string {
    const { form, type, format } = plain(schema);
    if (form) return form;
    const name = Array.isArray(type) ? type.find((one) => one !== "null") : type;
    return name === "string" && format === "date-time" ? "time" : (name ?? "string");
}

/** Ids of what is new are made by the server. */
export function isMadeByServer(name: string, isRequired: boolean): boolean {
    return !isRequired && (name === "id" || name.endsWith("_id") || name === "person_user");
}

export function factsOf(rows: FactRow[] | undefined): Values {
    const facts: Values = {};
    for (const { name, value } of rows ?? [])
        if (name && value !== undefined && value !== "") facts[name] = value;
    return facts;
}

export const rowsOfFacts = (facts: Values | undefined): FactRow[] =>
    Object.entries(facts ?? {}).map(([name, value]) => ({
        name,
        value: value as Exclude<FactRow["value"], undefined>,
    }));

const isNothing = (value: Value) => value === undefined || value === null || value === "";

function bodyOf(schema: Schema, value: Value, zone: string): Value {
    const type = typeOf(schema);
    if (type === "facts") return Array.isArray(value) ? factsOf(value) : (value ?? {});
    if (type === "time")
        return typeof value === "string" && !IS_INSTANT.test(value)
            ? instantOf(value, zone)
            : value;
    if (type === "money")
        return isNothing(value) ? undefined : { amount: String(value), currency: "CNY" };
    const { items, properties } = plain(schema);
    if (type === "array" && items)
        return (Array.isArray(value) ? value : []).map((one) => bodyOf(items, one, zone));
    if (type === "object" && properties)
        return isNothing(value) ? undefined : toBody(plain(schema), value as Values, zone);
    return value;
}

/** What is sent: empty fields that may be absent are. */
export function toBody(schema: Schema, values: Values | undefined, zone: string): Values {
    const body: Values = {};
    const required = new Set(schema.required ?? []);
    for (const [name, one] of Object.entries(schema.properties ?? {})) {
        const value = bodyOf(one, values?.[name], zone);
        const isEmpty =
            isNothing(value) ||
            (Array.isArray(value) && value.length === 0) ||
            (typeof value === "object" && value !== null && Object.keys(value).length === 0);
        if (required.has(name)) body[name] = value ?? (typeOf(one) === "string" ? "" : value);
        else if (!isEmpty) body[name] = value;
    }
    return body;
}
