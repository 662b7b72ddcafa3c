// Which form a move has: one of its own where it is used often, else one made from its schema.
import type { FormInstance } from "antd";
import { type ComponentType, createElement } from "react";
import { type FormTerms, SchemaFields } from "../../../kit/schema-form";
import type { Schema, Values } from "../../../kit/schema-values";
import type { OneCase } from "../one-case";
import type { Body } from "../queries";
import type { caseWords } from "../words";
import { AnswerFields, adaptAnswer, beginAnswer } from "./answer";
import { adaptEvidence, beginEvidence, EvidenceFields } from "./evidence";
import { LinkFields } from "./link";
import { MaskFields } from "./mask";
import { RuleFields } from "./rule";
import { adaptWeighing, beginWeighing, WeighFields } from "./weigh";

export interface FieldsProps {
    schema: Schema;
    terms: FormTerms;
    form: FormInstance<Values>;
    preset: Body;
}

export interface MoveFormKind {
    Fields: ComponentType<FieldsProps>;
    /** What the form begins with. */
    begin?: (one: OneCase) => Values;
    /** From what was filled in to what the schema describes. */
    adapt?: (values: Values, one: OneCase) => Values;
    hint?: (t: (typeof caseWords)["zh"]) => string;
}

function FromSchema({ schema, terms, preset }: FieldsProps) {
    // What the button that was pressed already says is not asked again.
    return createElement(SchemaFields, { schema, terms, without: idsIn(preset) });
}

const idsIn = (preset: Body) => Object.keys(preset).filter((name) => name.endsWith("_id"));

const OWN: Partial<Record<string, MoveFormKind>> = {
    submit_answer: { Fields: AnswerFields, begin: beginAnswer, adapt: adaptAnswer },
    submit_evidence: { Fields: EvidenceFields, begin: beginEvidence, adapt: adaptEvidence },
    weigh_exhibit: { Fields: WeighFields, begin: beginWeighing, adapt: adaptWeighing },
    rule_case: { Fields: RuleFields },
    rule_appeal: { Fields: RuleFields },
    mask_words: { Fields: MaskFields, hint: (t) => t.maskHow },
    link_case: { Fields: LinkFields },
    withdraw_case: { Fields: FromSchema, hint: (t) => t.confirmWithdraw },
};

export function formOfMove(command: string): MoveFormKind {
    return OWN[command] ?? { Fields: FromSchema };
}
