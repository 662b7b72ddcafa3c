// Handing in an exhibit: the file, how it was obtained, what it is to show.
import { Form, Input, Select } from "antd";
import type { Values } from "../../../kit/schema-values";
import { useWords } from "../../../words/words";
import type { OneCase } from "../one-case";
import { caseWords } from "../words";
import { adaptBearings, BearingsFields, beginBearings } from "./bearings";
import { FileField } from "./file-field";
import type { FieldsProps } from "./forms";

export const beginEvidence = ({ c }: OneCase): Values => ({ bearings: beginBearings(c, []) });
export const adaptEvidence = (values: Values, { c }: OneCase): Values => ({
    ...values,
    bearings: adaptBearings(c, values.bearings),
});

export function EvidenceFields({ terms, preset }: FieldsProps) {
    const t = useWords(caseWords);
    const dropped = preset.dropped instanceof File ? preset.dropped : undefined;
    const needed = [{ required: true, whitespace: true, message: "" }];
    return (
        <>
            <Form.Item name="file">
                <FileField dropped={dropped} />
            </Form.Item>
            <Form.Item name="kind" label={terms.label("kind")} rules={needed}>
                <Select
                    options={terms.options("kind") ?? []}
                    showSearch={{ optionFilterProp: "label" }}
                />
            </Form.Item>
            <Form.Item name="purpose" label={terms.label("purpose")} rules={needed}>
                <Input.TextArea />
            </Form.Item>
            <Form.Item name="origin" label={terms.label("origin")} rules={needed}>
                <Input />
            </Form.Item>
            <Form.Item name="reference" label={`${terms.label("reference")} · ${t.optional}`}>
                <Input />
            </Form.Item>
            <BearingsFields name="bearings" terms={terms} isRequired={false} />
        </>
    );
}
