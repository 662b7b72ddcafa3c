import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Problem, Unreachable } from "../api/problem";
import { LanguageProvider } from "../words/words";
import { ProblemNote } from "./problem-note";

afterEach(cleanup);

function show(error: unknown, language: "zh" | "en") {
    render(
        <LanguageProvider first={language}>
            <ProblemNote error={error} />
        </LanguageProvider>,
    );
    return screen.getByRole("alert").textContent;
}

const refused = new Problem(422, {
    title: "Refused",
    refusal: {
        code: "not_heard_yet",
        words: { zh: "对方还没有说明", en: "The other side was not heard yet" },
        what: [],
        due: null,
        allowed_moves: [{ command: "take_up", needs: [], due: null, rank: -130 }],
    },
});

// proves X8: a refusal says why and what can be done instead, in the language that is read.
test("a refusal tells the legal moves in both languages", () => {
    expect(show(refused, "zh")).toBe("对方还没有说明现在可以做的：受理介入");
    cleanup();
    expect(show(refused, "en")).toBe(
        "The other side was not heard yetWhat can be done now: Take the case up",
    );
});

test("faults of fields are told one by one", () => {
    const faults = new Problem(422, {
        type: "urn:pingli:problem:invalid",
        title: "A field of the request is not what was expected.",
        errors: [
            {
                field: "allegations[0].alleged",
                expected: "a text",
                why: { zh: "文字", en: "a text" },
            },
        ],
    });
    expect(show(faults, "en")).toBe(
        "Some fields are invalidAllegations 1 · What is alleged: a text",
    );
    cleanup();
    expect(show(faults, "zh")).toBe("填写的内容有问题投诉事项 1 · 投诉内容：应为文字");
});

test("what stands against it is told instead of what it is called", () => {
    const problem = new Problem(409, {
        type: "urn:pingli:problem:conflict",
        title: "This log-in is taken.",
        why: { zh: "这个登录名已有人用。", en: "This log-in is taken." },
    });
    expect(show(problem, "zh")).toBe("这个登录名已有人用。");
    cleanup();
    expect(show(problem, "en")).toBe("This log-in is taken.");
});

/** The types of problems as the program's own description names them. */
function typesDescribed(): string[] {
    const text = readFileSync(join(import.meta.dirname, "../api/schema.gen.ts"), "utf8");
    const union = /problem_type: ([^;]+);/.exec(text)?.[1] ?? "";
    return [...union.matchAll(/"([a-z-]+)"/g)].map(([, type = ""]) => type);
}

// proves X8: what the server says in English only is said by the desk in its own words.
test("every type of problem has its words in both languages", () => {
    const types = typesDescribed();
    expect(types).toContain("not-found");
    for (const type of types) {
        const problem = new Problem(400, {
            type: `urn:pingli:problem:${type}`,
            title: "There is only this.",
        });
        expect(show(problem, "zh")).toMatch(/^[^a-z]+$/i);
        cleanup();
        expect(show(problem, "en")).toMatch(/^(?!There is only this)[ -~]+$/);
        cleanup();
    }
});

test("an answer that is no problem of ours is told by its number", () => {
    expect(show(new Problem(502, {}), "zh")).toBe("没有完成（HTTP 502）");
});

test("a server out of reach says that nothing is lost", () => {
    expect(show(new Unreachable(), "zh")).toContain("内容没有丢");
});
