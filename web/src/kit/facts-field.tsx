// Facts of a rulebook, stated by name: only those it knows, each with a field that fits it.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, InputNumber, Select } from "antd";
import { useDesk } from "../api/desk";
import { useWords } from "../words/words";
import { instantOf } from "./wall-time";
import { WhenField } from "./when-field";
import { kitWords } from "./words";

export interface FactTerm {
    name: string;
    label: string;
    /** boolean, whole, text, money, moment … as the rulebook has it. */
    type: string;
    values: { value: string; label: string }[];
}

type Path = (string | number)[];

function ValueField({
    fact,
    value,
    onChange,
    ...rest
}: {
    fact: FactTerm | undefined;
    value?: boolean | number | string;
    onChange?: (value: boolean | number | string | null | undefined) => void;
    id?: string;
}) {
    const t = useWords(kitWords);
    const { shop } = useDesk();
    const shared = { "aria-label": fact?.label ?? t.factValue, ...rest };
    if (fact?.type === "boolean")
        return (
            <Select
                {...shared}
                value={value as boolean | undefined}
                onChange={onChange}
                options={[
                    { value: true, label: t.yes },
                    { value: false, label: t.no },
                ]}
            />
        );
    if (fact && fact.values.length > 0)
        return (
            <Select
                {...shared}
                value={value as string | undefined}
                onChange={onChange}
                options={fact.values}
                popupMatchSelectWidth={false}
            />
        );
    if (fact?.type === "whole")
        return (
            <InputNumber
                {...shared}
                value={value as number | undefined}
                onChange={onChange}
                precision={0}
            />
        );
    if (fact?.type === "moment")
        return (
            <WhenField
                {...shared}
                value={value as string | undefined}
                onChange={(next) => onChange?.(next && instantOf(next, shop.zone))}
            />
        );
    return (
        <Input
            {...shared}
            value={value as string | undefined}
            onChange={(event) => onChange?.(event.target.value)}
        />
    );
}

interface Props {
    path: Path;
    /** The same path from the root of the form. */
    fullPath: Path;
    facts: readonly FactTerm[];
    label: string;
}

export function FactsField({ path, fullPath, facts, label }: Props) {
    const t = useWords(kitWords);
    const form = Form.useFormInstance();
    const rows = Form.useWatch(fullPath, form) as { name?: string }[] | undefined;
    return (
        <Form.Item label={label}>
            <Form.List name={path}>
                {(fields, { add, remove }) => (
                    <div className="facts-field">
                        {fields.map(({ key, name }) => {
                            const fact = facts.find((one) => one.name === rows?.[name]?.name);
                            return (
                                <div key={key} className="facts-one">
                                    <Form.Item name={[name, "name"]} noStyle>
                                        <Select
                                            aria-label={t.fact}
                                            placeholder={t.fact}
                                            showSearch={{ optionFilterProp: "label" }}
                                            popupMatchSelectWidth={false}
                                            options={facts.map((one) => ({
                                                value: one.name,
                                                label: one.label,
                                            }))}
                                            onChange={() =>
                                                form.setFieldValue(
                                                    [...fullPath, name, "value"],
                                                    undefined,
                                                )
                                            }
                                        />
                                    </Form.Item>
                                    <Form.Item name={[name, "value"]} noStyle>
                                        <ValueField fact={fact} />
                                    </Form.Item>
                                    <Button
                                        type="text"
                                        icon={<DeleteOutlined />}
                                        aria-label={t.remove}
                                        title={t.remove}
                                        onClick={() => remove(name)}
                                    />
                                </div>
                            );
                        })}
                        <Button
                            size="small"
                            icon={<PlusOutlined />}
                            onClick={() => add({})}
                            disabled={facts.length === 0}
                        >
                            {t.addFact}
                        </Button>
                    </div>
                )}
            </Form.List>
        </Form.Item>
    );
}
