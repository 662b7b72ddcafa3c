import { expect, test } from "vitest";
import { type Schema, toBody, typeOf } from "./schema-values";
import { instantOf, wallOf } from "./wall-time";

const ZONE = "Asia/Shanghai";
const evidence: Schema = {
    type: "object",
    required: ["kind", "purpose"],
    properties: {
        kind: { type: "string" },
        purpose: { type: "string" },
        reference: { type: "string" },
        obtained_at: { type: ["string", "null"], format: "date-time" },
        amount: { anyOf: [{ form: "money" }, { type: "null" }] },
        bearings: {
            type: "array",
            items: {
                type: "object",
                required: ["showing"],
                properties: { showing: { type: "string" }, facts: { form: "facts" } },
            },
        },
    },
};

test("fields that were left empty are not sent", () => {
    const values = { kind: "chat", purpose: "", reference: "", bearings: [] };
    expect(toBody(evidence, values, ZONE)).toEqual({ kind: "chat", purpose: "" });
});

test("times, money and facts are sent as the server has them", () => {
    const values = {
        kind: "chat",
        purpose: "p",
        obtained_at: "2026-05-12T10:00",
        amount: "12.50",
        bearings: [
            {
                showing: "confirms",
                facts: [
                    { name: "calls", value: 14 },
                    { name: "number_is_shops", value: false },
                    {},
                ],
            },
        ],
    };
    expect(toBody(evidence, values, ZONE)).toEqual({
        kind: "chat",
        purpose: "p",
        obtained_at: "2026-05-12T02:00:00Z",
        amount: { amount: "12.50", currency: "CNY" },
        bearings: [{ showing: "confirms", facts: { calls: 14, number_is_shops: false } }],
    });
});

test("what may be null is what it is otherwise", () => {
    expect(typeOf(evidence.properties?.amount ?? {})).toBe("money");
    expect(typeOf(evidence.properties?.obtained_at ?? {})).toBe("time");
});

test("the wall of the shop decides, over a change of the clocks too", () => {
    expect(instantOf("2026-05-12T10:00", ZONE)).toBe("2026-05-12T02:00:00Z");
    expect(instantOf("2026-07-01T12:00", "Europe/Berlin")).toBe("2026-07-01T10:00:00Z");
    expect(instantOf("2026-01-01T12:00", "Europe/Berlin")).toBe("2026-01-01T11:00:00Z");
    expect(wallOf("2026-05-12T02:00:00Z", ZONE)).toBe("2026-05-12T10:00");
    expect(instantOf("no time", ZONE)).toBe("");
});

test("a moment that the server gave goes back as it came", () => {
    const schema: Schema = {
        type: "object",
        properties: { at: { type: "string", format: "date-time" } },
    };
    expect(toBody(schema, { at: "2026-05-11T00:00:00Z" }, "Asia/Shanghai")).toEqual({
        at: "2026-05-11T00:00:00Z",
    });
});

test("a part that was not filled in is not sent, however much it would need", () => {
    const file: Schema = {
        anyOf: [
            {
                type: "object",
                required: ["sha256", "bytes"],
                properties: { sha256: { type: "string" }, bytes: { type: "integer" } },
            },
            { type: "null" },
        ],
    };
    const schema: Schema = { type: "object", properties: { file } };
    expect(toBody(schema, {}, "Asia/Shanghai")).toEqual({});
    const kept = { sha256: "ab", bytes: 2 };
    expect(toBody(schema, { file: kept }, "Asia/Shanghai")).toEqual({ file: kept });
});
