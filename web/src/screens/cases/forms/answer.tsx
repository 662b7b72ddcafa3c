// The respondent's answer: a grid of each allegation, what is said to it, and the exhibits for it.
import { Form, Input, Radio, Select } from "antd";
import { FactsField } from "../../../kit/facts-field";
import type { Values } from "../../../kit/schema-values";
import { kitWords } from "../../../kit/words";
import { useCodes } from "../../../terms/codes";
import { useWords } from "../../../words/words";
import { type OneCase, useOneCase } from "../one-case";
import { caseWords } from "../words";
import type { FieldsProps } from "./forms";

interface Said {
    allegation?: string;
    position?: string;
    words?: string;
    exhibits?: string[];
}
const POSITIONS = ["denies", "explains", "admits"];

export const beginAnswer = ({ c }: OneCase): Values => ({
    answers: c.allegations.map((one) => ({ allegation: one.id })),
});

/** What is left unanswered is not sent as an answer. */
export const adaptAnswer = (values: Values, { c }: OneCase): Values => ({
    ...values,
    answers: ((values.answers as Said[] | undefined) ?? [])
        .map((one, index) => ({ ...one, allegation: c.allegations[index]?.id }))
        .filter((one) => one.position && one.words),
});

export function AnswerFields({ terms }: FieldsProps) {
    const t = useWords(caseWords);
    const kit = useWords(kitWords);
    const codes = useCodes();
    const { c, book } = useOneCase();
    return (
        <>
            {c.allegations.map((one, index) => (
                <fieldset key={one.id} className="form-part">
                    <legend>{book.value("alleged", one.alleged)}</legend>
                    <p className="quote small quiet">{one.words.text}</p>
                    <Form.Item
                        name={["answers", index, "position"]}
                        label={terms.label("position")}
                    >
                        <Radio.Group
                            options={POSITIONS.map((value) => ({
                                value,
                                label: codes("position", value),
                            }))}
                        />
                    </Form.Item>
                    <Form.Item name={["answers", index, "words"]} label={t.answer}>
                        <Input.TextArea />
                    </Form.Item>
                    <Form.Item name={["answers", index, "exhibits"]} label={t.exhibitsFor}>
                        <Select mode="multiple" options={terms.options("exhibits") ?? []} />
                    </Form.Item>
                </fieldset>
            ))}
            <Form.Item
                name="course_of_trade"
                label={t.course}
                rules={[{ required: true, whitespace: true, message: kit.needed }]}
            >
                <Input.TextArea />
            </Form.Item>
            <FactsField
                path={["facts"]}
                fullPath={["facts"]}
                facts={terms.facts}
                label={t.stated}
            />
        </>
    );
}
