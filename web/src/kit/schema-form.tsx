// The fields of a command, made from its schema: no command is without a form. What a field is
// called and what can be chosen in it is told by the screen.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, InputNumber, Radio, Select } from "antd";
import { useWords } from "../words/words";
import { FactsField, type FactTerm } from "./facts-field";
import { isMadeByServer, plain, type Schema, typeOf } from "./schema-values";
import { WhenField } from "./when-field";
import { kitWords } from "./words";

export interface Choice {
    value: string;
    label: string;
}

export interface FormTerms {
    label: (field: string) => string;
    hint?: (field: string) => string | undefined;
    /** How a value of a closed list is called. */
    choice: (field: string, value: string) => string;
    /** What a text is chosen from, where it is. */
    options: (field: string) => Choice[] | undefined;
    facts: readonly FactTerm[];
}

type Path = (string | number)[];
const LONG = new Set([
    "words",
    "text",
    "reason",
    "reasons",
    "note",
    "grounds",
    "terms",
    "summary",
    "purpose",
    "offered",
    "course_of_trade",
    "special_circumstance",
    "explanation",
    "follow_up",
]);

interface FieldProps {
    name: string;
    path: Path;
    fullPath: Path;
    schema: Schema;
    isRequired: boolean;
    terms: FormTerms;
}

/** One field by its schema. */
export function SchemaField({ name, path, fullPath, schema, isRequired, terms }: FieldProps) {
    const t = useWords(kitWords);
    const type = typeOf(schema);
    const label = terms.label(name);
    if (type === "facts")
        return <FactsField path={path} fullPath={fullPath} facts={terms.facts} label={label} />;
    const { items, enum: values, properties } = plain(schema);
    if (type === "array" && items?.properties)
        return <ListField {...{ name, path, fullPath, terms }} item={items} label={label} />;
    if (type === "object" && properties)
        return (
            <SchemaFields schema={plain(schema)} terms={terms} path={path} fullPath={fullPath} />
        );
    const isChoice = type === "boolean" || values || terms.options(name);
    // "whitespace" alone already asks for a text, which numbers, lists and truths are not.
    const rule = {
        required: true,
        message: isChoice ? t.choose : t.needed,
        ...(type === "string" && !isChoice && { whitespace: true }),
    };
    return (
        <Form.Item
            name={path}
            label={label}
            extra={terms.hint?.(name)}
            rules={isRequired && type !== "array" ? [rule] : []}
        >
            {inputOf({ name, schema, isRequired, terms, yes: t.yes, no: t.no, several: t.several })}
        </Form.Item>
    );
}

interface InputWishes {
    name: string;
    schema: Schema;
    isRequired: boolean;
    terms: FormTerms;
    yes: string;
    no: string;
    several: string;
}

const FEW = 4;

function inputOf({ name, schema, isRequired, terms, yes, no, several }: InputWishes) {
    const type = typeOf(schema);
    const { enum: values } = plain(schema);
    if (values) {
        const choices = values.map((value) => ({ value, label: terms.choice(name, value) }));
        return isRequired && values.length <= FEW ? (
            <Radio.Group options={choices} />
        ) : (
            <Select options={choices} allowClear={!isRequired} />
        );
    }
    if (type === "boolean")
        return (
            <Radio.Group
                options={[
                    { value: true, label: yes },
                    { value: false, label: no },
                ]}
            />
        );
    if (type === "time") return <WhenField />;
    if (type === "integer") return <InputNumber precision={0} />;
    if (type === "money") return <Input inputMode="decimal" suffix="CNY" />;
    const offered = terms.options(name);
    if (type === "array")
        return offered ? (
            <Select mode="multiple" options={offered} />
        ) : (
            <Select mode="tags" open={false} suffixIcon={null} placeholder={several} />
        );
    if (offered)
        return (
            <Select
                options={offered}
                showSearch={{ optionFilterProp: "label" }}
                allowClear={!isRequired}
                popupMatchSelectWidth={false}
            />
        );
    return LONG.has(name) ? <Input.TextArea /> : <Input />;
}

interface ListProps {
    name: string;
    path: Path;
    fullPath: Path;
    item: Schema;
    label: string;
    terms: FormTerms;
}

/** Several of the same, such as contacts or allegations. */
export function ListField({ name, path, fullPath, item, label, terms }: ListProps) {
    const t = useWords(kitWords);
    return (
        <Form.Item label={label}>
            <Form.List name={path}>
                {(fields, { add, remove }) => (
                    <>
                        {fields.map((field, index) => (
                            <fieldset key={field.key} className="form-part">
                                <legend>
                                    {terms.label(name.replace(/s$/, ""))} {index + 1}
                                    <Button
                                        size="small"
                                        type="text"
                                        icon={<DeleteOutlined />}
                                        aria-label={t.remove}
                                        title={t.remove}
                                        onClick={() => remove(field.name)}
                                    />
                                </legend>
                                <SchemaFields
                                    schema={item}
                                    terms={terms}
                                    path={[field.name]}
                                    fullPath={[...fullPath, field.name]}
                                />
                            </fieldset>
                        ))}
                        <Button size="small" icon={<PlusOutlined />} onClick={() => add({})}>
                            {t.add}
                        </Button>
                    </>
                )}
            </Form.List>
        </Form.Item>
    );
}

interface FieldsProps {
    schema: Schema;
    terms: FormTerms;
    path?: Path;
    fullPath?: Path;
    /** Fields that the screen has made itself. */
    without?: readonly string[];
}

export function SchemaFields({ schema, terms, path = [], fullPath = [], without }: FieldsProps) {
    const required = new Set(schema.required ?? []);
    const shown = Object.entries(schema.properties ?? {}).filter(
        ([name]) => !without?.includes(name) && !isMadeByServer(name, required.has(name)),
    );
    const [needed, further] = [true, false].map((wanted) =>
        shown.filter(([name]) => required.has(name) === wanted),
    );
    return [...(needed ?? []), ...(further ?? [])].map(([name, one]) => (
        <SchemaField
            key={name}
            name={name}
            path={[...path, name]}
            fullPath={[...fullPath, name]}
            schema={one}
            isRequired={required.has(name)}
            terms={terms}
        />
    ));
}
