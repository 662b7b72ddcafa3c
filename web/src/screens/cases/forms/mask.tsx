// Masking: the words are selected in the text itself, or named by keyboard; only they are masked.
import { CloseOutlined } from "@ant-design/icons";
import { Button, Form, Input, Segmented } from "antd";
import { useRef, useState } from "react";
import { LitText } from "../../../kit/lit-text";
import { kitWords } from "../../../kit/words";
import { useCodes } from "../../../terms/codes";
import { useWords } from "../../../words/words";
import { useOneCase } from "../one-case";
import type { Mask } from "../queries";
import { markedAt, PLACES, textAt } from "../review-card";
import { caseWords } from "../words";
import type { FieldsProps } from "./forms";

interface WordSpan {
    start: number;
    end: number;
}

/** Ordered, and what touches or overlaps made one. */
export function joinSpans(spans: readonly WordSpan[]): WordSpan[] {
    const out: WordSpan[] = [];
    for (const span of spans.toSorted((a, b) => a.start - b.start)) {
        const last = out.at(-1);
        if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
        else out.push({ start: span.start, end: span.end });
    }
    return out;
}

/** Every place at which the words stand in the text, in code points. */
export function placesOf(text: string, words: string): WordSpan[] {
    const points = Array.from(text);
    const wanted = Array.from(words);
    const out: WordSpan[] = [];
    if (wanted.length === 0) return out;
    for (let at = 0; at + wanted.length <= points.length; at++)
        if (wanted.every((point, index) => points[at + index] === point))
            out.push({ start: at, end: at + wanted.length });
    return out;
}

/** What is selected inside of an element, in code points of its text. */
function selectedIn(element: HTMLElement): WordSpan | null {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!element.contains(range.commonAncestorContainer)) return null;
    const before = range.cloneRange();
    before.selectNodeContents(element);
    before.setEnd(range.startContainer, range.startOffset);
    const start = Array.from(before.toString()).length;
    return { start, end: start + Array.from(range.toString()).length };
}

interface SpansProps {
    value?: WordSpan[];
    onChange?: (spans: WordSpan[]) => void;
    text: string;
}

function SpansField({ value = [], onChange, text }: SpansProps) {
    const t = useWords(caseWords);
    const kit = useWords(kitWords);
    const place = useRef<HTMLParagraphElement>(null);
    const [words, setWords] = useState("");
    const [isMissing, setMissing] = useState(false);
    const points = Array.from(text);
    const add = (spans: WordSpan[]) => onChange?.(joinSpans([...value, ...spans]));
    const take = () => {
        const span = place.current && selectedIn(place.current);
        if (!span) return;
        add([span]);
        window.getSelection()?.removeAllRanges();
    };
    const name = () => {
        const found = placesOf(text, words.trim());
        setMissing(found.length === 0);
        if (found.length === 0) return;
        add(found);
        setWords("");
    };
    return (
        <>
            <p className="quote mask-text" ref={place} onMouseUp={take} onTouchEnd={take}>
                <LitText
                    text={text}
                    spans={value.map((span) => ({ ...span, kind: "insult", title: t.chosenWords }))}
                />
            </p>
            <Input
                value={words}
                onChange={(event) => {
                    setWords(event.target.value);
                    setMissing(false);
                }}
                onPressEnter={(event) => {
                    event.preventDefault();
                    name();
                }}
                placeholder={t.maskPick}
                aria-label={t.maskPick}
                {...(isMissing ? { status: "error" as const } : {})}
            />
            {isMissing && (
                <p className="small" role="alert">
                    {t.maskNotThere}
                </p>
            )}
            {value.length === 0 && <p className="small quiet">{t.maskNone}</p>}
            <div className="row wrap">
                {value.map((span) => (
                    <Button
                        key={span.start}
                        size="small"
                        icon={<CloseOutlined />}
                        iconPlacement="end"
                        aria-label={`${kit.remove} ${points.slice(span.start, span.end).join("")}`}
                        onClick={() => onChange?.(value.filter((one) => one !== span))}
                    >
                        {points.slice(span.start, span.end).join("")}
                    </Button>
                ))}
            </div>
        </>
    );
}

export function MaskFields({ form, terms }: FieldsProps) {
    const t = useWords(caseWords);
    const kit = useWords(kitWords);
    const codes = useCodes();
    const { c } = useOneCase();
    const places = PLACES.filter((one) => textAt(c, one));
    const place = (Form.useWatch("place", form) as Mask["place"] | undefined) ?? places[0];
    // To begin with; an officer adds and removes.
    const proposed = (at: Mask["place"] | undefined) => (at ? joinSpans(markedAt(c, at)) : []);
    return (
        <>
            <Form.Item name="place" label={terms.label("place")} initialValue={places[0]}>
                <Segmented
                    options={places.map((value) => ({ value, label: codes("place", value) }))}
                    onChange={(at) => form.setFieldValue("spans", proposed(at))}
                />
            </Form.Item>
            <Form.Item
                name="spans"
                label={t.chosenWords}
                initialValue={proposed(places[0])}
                rules={[{ required: true, type: "array", min: 1, message: t.maskNone }]}
            >
                <SpansField text={place ? textAt(c, place) : ""} />
            </Form.Item>
            <Form.Item
                name="reason"
                label={terms.label("reason")}
                rules={[{ required: true, whitespace: true, message: kit.needed }]}
            >
                <Input.TextArea />
            </Form.Item>
        </>
    );
}
