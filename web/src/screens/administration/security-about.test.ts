import { expect, test } from "vitest";
import { detailsOf, refusalOf, thingOf } from "./security-about";

const SHOP = "/api/v1/shops/{shop}";
const entry = (about: string, route = `PATCH ${SHOP}/people/{person}`, is_allowed = true) => ({
    about,
    route,
    is_allowed,
});

test("roles and what was done are told, ids are not", () => {
    expect(detailsOf(entry("0198-u1 roles=owner,agent shut_out"))).toEqual([
        { kind: "role", code: "owner" },
        { kind: "role", code: "agent" },
        { kind: "security_detail", code: "shut_out" },
    ]);
    expect(detailsOf({ ...entry(""), about: null })).toEqual([]);
});

test("a refusal is told by its status", () => {
    expect(refusalOf(entry("403", `GET ${SHOP}/audit`, false))).toBe("403");
    expect(refusalOf(entry("418", `GET ${SHOP}/audit`, false))).toBeUndefined();
});

test("what was read leads there, unless it was refused", () => {
    expect(thingOf(entry("c-1 e-1", `GET ${SHOP}/cases/{case}/exhibits/{exhibit}/file`))).toEqual({
        kind: "case",
        path: "cases/c-1",
    });
    expect(thingOf(entry("thread 8 1", `GET ${SHOP}/reviews/{kind}/{review}`))).toEqual({
        kind: "thread",
        path: "reviews/thread/8",
    });
    expect(thingOf(entry("404", `GET ${SHOP}/cases/{case}`, false))).toBeUndefined();
    expect(thingOf(entry("0198-u1"))).toBeUndefined();
});
