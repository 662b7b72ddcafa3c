// Linking another case, by the number that people know.
import { Form, Input, Select } from "antd";
import { client, unwrap } from "../../../api/client";
import { useDesk } from "../../../api/desk";
import { kitWords } from "../../../kit/words";
import { useCodes } from "../../../terms/codes";
import { useWords } from "../../../words/words";
import { caseWords } from "../words";
import type { FieldsProps } from "./forms";

const RELATIONS = ["right_path", "refund", "same_events", "reopened"];

export function LinkFields({ form, terms }: FieldsProps) {
    const t = useWords(caseWords);
    const kit = useWords(kitWords);
    const codes = useCodes();
    const { shop } = useDesk();
    const find = async (_: unknown, number: string | undefined) => {
        const path = { shop: shop.id, number: number?.trim() ?? "" };
        const page = await unwrap(
            client.GET("/api/v1/shops/{shop}/numbers/{number}", { params: { path } }),
        ).catch(() => null);
        const found = page?.cases[0];
        if (!found) throw new Error(t.noSuchNumber);
        form.setFieldValue("other", found.case_id);
    };
    return (
        <>
            <Form.Item
                name="number"
                label={t.caseNumber}
                required
                validateTrigger="onBlur"
                rules={[{ validator: find }]}
            >
                <Input />
            </Form.Item>
            <Form.Item name="other" hidden>
                <Input />
            </Form.Item>
            <Form.Item
                name="relation"
                label={terms.label("relation")}
                rules={[{ required: true, message: kit.needed }]}
            >
                <Select
                    options={RELATIONS.map((value) => ({
                        value,
                        label: codes("relation", value),
                    }))}
                />
            </Form.Item>
        </>
    );
}
