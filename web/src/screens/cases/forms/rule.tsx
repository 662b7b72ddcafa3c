// Ruling, at first or on appeal: the officer decides and says why; what the rulebook says stands
// beside it.
import { Alert, Button, Form, Input, Radio } from "antd";
import { kitWords } from "../../../kit/words";
import { useCodes } from "../../../terms/codes";
import { useWords } from "../../../words/words";
import { useOneCase } from "../one-case";
import { useRehearsal } from "../queries";
import { Standing } from "../rehearsal";
import { caseWords } from "../words";
import type { FieldsProps } from "./forms";

export function RuleFields({ form, terms }: FieldsProps) {
    const t = useWords(caseWords);
    const kit = useWords(kitWords);
    const codes = useCodes();
    const { c, book, may, start } = useOneCase();
    const asked = useRehearsal(c.case_id);
    const outcome = Form.useWatch("outcome", form);
    const now = asked.data?.now;
    const toWeigh = c.exhibits.filter((one) => one.to_weigh);
    const isAgainst = !!now?.outcome && !!outcome && now.outcome !== outcome;
    return (
        <>
            {toWeigh.length > 0 && may("weigh_exhibit") && (
                <Alert
                    type="info"
                    showIcon
                    title={t.weighFirst(toWeigh.length)}
                    description={toWeigh.map(({ exhibit_id, kind }) => (
                        <Button
                            key={exhibit_id}
                            size="small"
                            onClick={() => start("weigh_exhibit", { exhibit_id })}
                        >
                            {book.exhibit(kind)}
                        </Button>
                    ))}
                />
            )}
            <Form.Item
                name="outcome"
                label={terms.label("outcome")}
                rules={[{ required: true, message: kit.needed }]}
            >
                <Radio.Group
                    optionType="button"
                    options={["upheld", "not_upheld"].map((value) => ({
                        value,
                        label: codes("outcome", value),
                    }))}
                />
            </Form.Item>
            {now && (
                <div className="rulebook-says">
                    <h3 className="label">{t.rulebookSays}</h3>
                    <Standing standing={now} />
                </div>
            )}
            <Form.Item
                name="reasons"
                label={terms.label("reasons")}
                rules={[{ required: true, whitespace: true, message: kit.needed }]}
            >
                <Input.TextArea />
            </Form.Item>
            <Form.Item
                name="special_circumstance"
                label={`${terms.label("special_circumstance")} · ${t.optional}`}
                extra={t.againstRulebook}
                {...(isAgainst ? { validateStatus: "warning" as const } : {})}
            >
                <Input.TextArea />
            </Form.Item>
        </>
    );
}
