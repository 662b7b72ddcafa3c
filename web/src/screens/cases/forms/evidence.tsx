// Handing in an exhibit: the file, how it was obtained, what it is to show.
import { Form, Input, Select } from "antd";
import { useDesk } from "../../../api/desk";
import type { Values } from "../../../kit/schema-values";
import { kitWords } from "../../../kit/words";
import { useWords } from "../../../words/words";
import { type OneCase, useOneCase } from "../one-case";
import { caseWords } from "../words";
import { adaptBearings, BearingsFields, beginBearings } from "./bearings";
import { readContacts } from "./contact-lines";
import { FileField } from "./file-field";
import type { FieldsProps } from "./forms";
import { textOf } from "./text-file";

/** What decides a claim about calls is asked; left empty, it is not said. */
const ASKED = "number_is_shops";
export const beginEvidence = ({ c, book }: OneCase): Values => ({
    bearings: beginBearings(
        c,
        [],
        book.statable.some((fact) => fact.name === ASKED) ? { facts: [{ name: ASKED }] } : {},
    ),
});
export const adaptEvidence = (values: Values, { c }: OneCase): Values => ({
    ...values,
    bearings: adaptBearings(c, values.bearings),
});

/** A list of calls is read as soon as it is chosen: its lines need not be typed again. */
function useReadCalls(form: FieldsProps["form"]) {
    const { shop } = useDesk();
    const { c } = useOneCase();
    return async (file: File) => {
        if (c.kind !== "harassment_claim") return;
        const { contacts } = readContacts((await textOf(file)) ?? "", shop.zone);
        if (contacts.length === 0) return;
        if (!form.getFieldValue("kind")) form.setFieldValue("kind", "carrier_list");
        for (const index of c.allegations.keys()) {
            const place = ["bearings", index, "contacts"];
            const known = form.getFieldValue(place) as unknown[] | undefined;
            if (!known?.length) form.setFieldValue(place, contacts);
        }
    };
}

export function EvidenceFields({ terms, preset, form }: FieldsProps) {
    const t = useWords(caseWords);
    const kit = useWords(kitWords);
    const readCalls = useReadCalls(form);
    const dropped = preset.dropped instanceof File ? preset.dropped : undefined;
    const needed = [{ required: true, whitespace: true, message: kit.needed }];
    return (
        <>
            <Form.Item name="file">
                <FileField dropped={dropped} onFile={readCalls} />
            </Form.Item>
            <Form.Item name="kind" label={terms.label("kind")} rules={needed}>
                <Select
                    options={terms.options("kind") ?? []}
                    showSearch={{ optionFilterProp: "label" }}
                />
            </Form.Item>
            <Form.Item name="purpose" label={terms.label("purpose")} rules={needed}>
                <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
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
