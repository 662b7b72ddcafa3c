// One fact of the try-out form; what is not filled in is not known.
import { Input, InputNumber, Select } from "antd";
import type { Schemas } from "../../api/client";
import { WhenField, type WhenType } from "../../kit/when-field";
import { useSay, useWords } from "../../words/words";
import type { GivenValue } from "./literal";
import { givenValue } from "./literal";
import { bookWords } from "./words";

interface Props {
    id: string;
    fact: Schemas["rulebook_fact"];
    value: GivenValue | undefined;
    onChange: (value: GivenValue | undefined) => void;
}

const TYPED: readonly string[] = ["moment", "date", "time"] satisfies WhenType[];
const isTyped = (type: string): type is WhenType => TYPED.includes(type);
const SAMPLES: Record<string, string> = { money: "10.00 CNY", duration: "3 days" };

const asText = (value: GivenValue | undefined) =>
    value === undefined
        ? ""
        : typeof value === "object"
          ? `${value.amount} ${value.currency}`
          : String(value);

function Chosen({ id, fact, value, onChange }: Props) {
    const t = useWords(bookWords);
    const say = useSay();
    const options =
        fact.type === "boolean"
            ? [
                  { value: "true", label: t.yes },
                  { value: "false", label: t.no },
              ]
            : fact.values.map((one) => ({ value: one.value, label: say(one.words) }));
    return (
        <Select
            id={id}
            allowClear
            showSearch
            className="fact-field"
            placeholder={t.unknown}
            optionFilterProp="label"
            options={options}
            value={value === undefined ? undefined : String(value)}
            onChange={(next: string | undefined) =>
                onChange(
                    next === undefined
                        ? undefined
                        : fact.type === "boolean"
                          ? next === "true"
                          : next,
                )
            }
        />
    );
}

export function FactField(props: Props) {
    const t = useWords(bookWords);
    const { id, fact, value, onChange } = props;
    if (fact.type === "boolean" || fact.values.length > 0) return <Chosen {...props} />;
    if (fact.type === "whole" || fact.type === "number")
        return (
            <InputNumber
                id={id}
                className="fact-field"
                placeholder={t.unknown}
                precision={fact.type === "whole" ? 0 : undefined}
                value={typeof value === "number" ? value : null}
                onChange={(next) => onChange(next ?? undefined)}
            />
        );
    if (isTyped(fact.type))
        return (
            <WhenField
                id={id}
                className="fact-field"
                type={fact.type}
                value={asText(value)}
                onChange={(text) => onChange(text && givenValue(fact.type, text))}
            />
        );
    return (
        <Input
            id={id}
            className="fact-field"
            allowClear
            placeholder={SAMPLES[fact.type] ?? t.unknown}
            value={asText(value)}
            onChange={(event) => {
                const text = event.target.value;
                onChange(text === "" ? undefined : givenValue(fact.type, text));
            }}
        />
    );
}
