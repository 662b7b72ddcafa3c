import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { hitsOf, LitText, piecesOf } from "./lit-text";

afterEach(cleanup);

test("spans are counted in code points, not in halves of a character", () => {
    const pieces = piecesOf("😡十元否则差评", [{ start: 1, end: 3, kind: "demand" }]);
    expect(pieces.map((piece) => piece.text)).toEqual(["😡", "十元", "否则差评"]);
});

test("overlapping spans keep every character once", () => {
    const text = "十元或者差评";
    const pieces = piecesOf(text, [
        { start: 0, end: 4, kind: "demand" },
        { start: 2, end: 6, kind: "threat" },
    ]);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.map((piece) => piece.spans.length)).toEqual([1, 2, 1]);
});

test("a span that reaches beyond the text ends with it", () => {
    expect(piecesOf("差评", [{ start: 1, end: 9 }]).map((piece) => piece.text)).toEqual([
        "差",
        "评",
    ]);
    expect(piecesOf("", [{ start: 0, end: 2 }])).toEqual([]);
});

test("lit words say what they are", () => {
    render(
        <p>
            <LitText
                text="十元否则差评"
                spans={[{ start: 2, end: 6, kind: "threat", title: "要挟" }]}
            />
        </p>,
    );
    const mark = screen.getByText("否则差评");
    expect(mark.className).toBe("lit lit-threat");
    expect(mark.title).toBe("要挟");
});

test("the words of a search are found whatever their case", () => {
    expect(hitsOf("XL码的XL", "xl")).toEqual([
        { start: 0, end: 2, kind: "hit" },
        { start: 4, end: 6, kind: "hit" },
    ]);
    expect(hitsOf("骚扰电话", "  ")).toEqual([]);
});
