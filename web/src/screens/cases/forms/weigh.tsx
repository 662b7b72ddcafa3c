// Weighing one exhibit: whether it is used, what it was found to show, and why.
import { Form, Input, Radio, Select } from "antd";
import { useEffect } from "react";
import type { Values } from "../../../kit/schema-values";
import { kitWords } from "../../../kit/words";
import { useCodes } from "../../../terms/codes";
import { useWords } from "../../../words/words";
import { type OneCase, useOneCase } from "../one-case";
import type { Exhibit } from "../queries";
import { caseWords } from "../words";
import { adaptBearings, BearingsFields, beginBearings } from "./bearings";
import type { FieldsProps } from "./forms";

export const adaptWeighing = (values: Values, { c }: OneCase): Values => ({
    ...values,
    findings: values.admitted === false ? [] : adaptBearings(c, values.findings),
});

/** What is still to be weighed and says something stands first. */
const needOf = (one: Exhibit) => (one.weighing ? 2 : 0) + (one.bearings?.length ? 0 : 1);
const byNeed = (a: Exhibit, b: Exhibit) => needOf(a) - needOf(b);

export const beginWeighing = ({ c }: OneCase): Values => {
    const first = c.exhibits.toSorted(byNeed)[0];
    return first && needOf(first) === 0 ? { exhibit_id: first.exhibit_id } : {};
};

export function WeighFields({ terms, form, preset }: FieldsProps) {
    const t = useWords(caseWords);
    const kit = useWords(kitWords);
    const codes = useCodes();
    const { c, book } = useOneCase();
    const id = Form.useWatch("exhibit_id", form) ?? preset.exhibit_id;
    const isUsed = Form.useWatch("admitted", form) !== false;
    const exhibit = c.exhibits.find((one) => one.exhibit_id === id);
    const isTouched = form.isFieldsTouched(["findings"], false);
    useEffect(() => {
        if (!exhibit || isTouched || form.getFieldValue("findings")) return;
        const said = exhibit.weighing?.findings ?? exhibit.bearings ?? [];
        form.setFieldsValue({ findings: beginBearings(c, said) });
    }, [exhibit, form, c, isTouched]);
    return (
        <>
            <Form.Item
                name="exhibit_id"
                label={t.weighOf}
                rules={[{ required: true, message: kit.needed }]}
            >
                <Select
                    onChange={() => form.setFieldValue("findings", undefined)}
                    options={c.exhibits.toSorted(byNeed).map((one) => ({
                        value: one.exhibit_id,
                        label: `${book.exhibit(one.kind)} · ${codes("side", one.side)}${one.late ? ` · ${t.late}` : ""}`,
                    }))}
                />
            </Form.Item>
            <Form.Item name="admitted" label={terms.label("admitted")} initialValue={true}>
                <Radio.Group
                    options={[
                        { value: true, label: kit.yes },
                        { value: false, label: kit.no },
                    ]}
                />
            </Form.Item>
            {isUsed && exhibit && (
                <>
                    <p className="small quiet">{t.asSubmitted}</p>
                    <BearingsFields
                        key={exhibit.exhibit_id}
                        name="findings"
                        terms={terms}
                        isRequired
                    />
                </>
            )}
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
