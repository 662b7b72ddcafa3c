import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { areaOf } from "./security-areas";

const API = join(import.meta.dirname, "../../../../src/api");

test("what a request was for has words, whatever its route", () => {
    const routes = readdirSync(API)
        .filter((file) => file.endsWith("_docs.cpp"))
        .flatMap((file) => [
            ...readFileSync(join(API, file), "utf8").matchAll(/"(\/[a-z][^"\s]*)"/g),
        ])
        .map((match) => match[1] ?? "");
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.filter((route) => !areaOf(`GET ${route}`)?.zh)).toEqual([]);
});
