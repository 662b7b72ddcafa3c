// Writes src/api/commands.gen.json: what each command takes, from the description of the API, with
// every reference resolved. Forms for commands that have none of their own are made from it.
import { readFileSync, writeFileSync } from "node:fs";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const { schemas } = read("../../build/openapi.json").components;
const PREFIX = "command.";
// What a form gives a field of its own for.
const KEPT_BY_NAME = new Set(["facts", "money"]);

function resolve(schema) {
    if (Array.isArray(schema)) return schema.map(resolve);
    if (typeof schema !== "object" || schema === null) return schema;
    if (schema.$ref) {
        const name = schema.$ref.split("/").at(-1);
        return KEPT_BY_NAME.has(name) ? { form: name } : resolve(schemas[name]);
    }
    return Object.fromEntries(Object.entries(schema).map(([key, one]) => [key, resolve(one)]));
}

const commands = Object.fromEntries(
    Object.entries(schemas)
        .filter(([name]) => name.startsWith(PREFIX))
        .map(([name, schema]) => [name.slice(PREFIX.length), resolve(schema)]),
);
writeFileSync(
    new URL("../src/api/commands.gen.json", import.meta.url),
    JSON.stringify(commands, null, 1),
);
console.log(`commands: ${Object.keys(commands).length}`);
