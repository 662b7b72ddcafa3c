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
        allowed_moves: [{ command: "take_up", needs: [], due: null }],
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
        title: "Not valid",
        errors: [{ field: "allegations[0].alleged", expected: "a text" }],
    });
    expect(show(faults, "en")).toBe("Not validallegations[0].alleged a text");
});

test("a server out of reach says that nothing is lost", () => {
    expect(show(new Unreachable(), "zh")).toContain("内容没有丢");
});
