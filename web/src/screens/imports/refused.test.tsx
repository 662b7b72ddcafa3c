import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { LanguageProvider } from "../../words/words";
import type { ImportProblem } from "./queries";
import { Refusal } from "./refused";

afterEach(cleanup);

const problem: ImportProblem = {
    file: "reviews.csv",
    line: 17,
    field: "created_at",
    found: "字字",
    expected: {
        zh: "日期和时间，例如 2026-05-01 10:00:00",
        en: "a date and time such as 2026-05-01 10:00:00",
    },
};

function shown(language: "zh" | "en") {
    const { container } = render(
        <LanguageProvider first={language}>
            <Refusal problem={problem} />
        </LanguageProvider>,
    );
    return container.textContent;
}

// proves X8: why a line was refused is said in the language that is read.
test("a refused line says where, what was read and what was expected, in both languages", () => {
    expect(shown("zh")).toBe(
        "reviews.csv 第 17 行 创建时间读到：字字 · 应为：日期和时间，例如 2026-05-01 10:00:00",
    );
    expect(shown("en")).toBe(
        "reviews.csv line 17 Made atfound: 字字 · expected: a date and time such as 2026-05-01 10:00:00",
    );
});
