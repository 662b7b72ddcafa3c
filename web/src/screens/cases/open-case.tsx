// A new case: which kind, and what its opening needs.
import { Button, Form, Segmented } from "antd";
import { useMemo, useRef } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { newKey } from "../../api/client";
import { useActsFor, useDesk } from "../../api/desk";
import { draftsOf } from "../../api/drafts";
import { Loaded, Page } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { type FormTerms, ListField, SchemaFields } from "../../kit/schema-form";
import { type Schema, toBody, type Values } from "../../kit/schema-values";
import { useCodes } from "../../terms/codes";
import { useFieldNames } from "../../terms/fields";
import { useWords } from "../../words/words";
import { useBookWords } from "./book";
import { useSchemas } from "./forms/schemas";
import { useChoices } from "./forms/terms";
import { OPENING, type OpeningKind, useBookInForce, useOpenCase } from "./queries";
import { caseWords } from "./words";
import "./cases.css";

const BOOKS: Record<OpeningKind, string> = {
    claims: "harassment",
    reports: "malicious-review",
    complaints: "complaint-remedy",
};
const KINDS: OpeningKind[] = ["claims", "reports", "complaints"];
/** Allegations stand below; where a case came from, and what was found in its review, is told by what
 *  opens it. */
const NOT_ASKED = ["allegations", "source", "exhibits", "marked"];
/** A customer files with this shop, here and now. */
const NOT_ASKED_OF_CUSTOMERS = [
    ...NOT_ASKED,
    "perspective",
    "person",
    "platform",
    "filed_at",
    "received_at",
    "complained_at",
];
/** When the shop was told, only the shop can say. */
const NOT_ASKED_OF_OFFICERS = [...NOT_ASKED, "received_at"];
/** A claim needs to say whom it disturbed, and how much. */
const FIRST_ALLEGATION = { person: "buyer", facts: [{ name: "effect" }] };
const isKind = (text: string | null): text is OpeningKind => KINDS.some((kind) => kind === text);

/** In an allegation, `person` is whom the contacts reached; at the head of a case, the customer. */
function useOpeningTerms(kind: OpeningKind): { head: FormTerms; allegation: FormTerms } {
    const t = useWords(caseWords);
    const label = useFieldNames();
    const codes = useCodes();
    const { of, choice } = useChoices();
    const book = useBookWords(useBookInForce(BOOKS[kind]).data);
    const shared = { choice, facts: book.statable };
    const hints: Record<string, string> = { title: t.titleHint, person: t.personHint };
    return {
        head: {
            ...shared,
            label: (field) => {
                if (field === "person") return t.customer;
                return field === "text" ? codes("place", "text") : label(field);
            },
            hint: (field) => hints[field],
            options: (field) => {
                if (field === "platform") return of("platform");
                return field === "channel" ? of("channel") : undefined;
            },
        },
        allegation: {
            ...shared,
            label: (field) => (field === "person" ? t.disturbed : label(field)),
            options: (field) =>
                field === "alleged" || field === "person" ? book.choices(field) : undefined,
        },
    };
}

function OpeningForm({ kind, schema }: { kind: OpeningKind; schema: Schema }) {
    const t = useWords(caseWords);
    const go = useNavigate();
    const { shop, role, account } = useDesk();
    const isShops = useActsFor()("shop");
    const isCustomer = role === "claimant";
    const { head, allegation } = useOpeningTerms(kind);
    const open = useOpenCase(kind);
    const key = useRef(newKey());
    const allegations = schema.properties?.allegations?.items;
    const drafts = useMemo(
        () => draftsOf<Values>(account.id, `open.${shop.id}`),
        [account.id, shop.id],
    );
    const first = {
        perspective: isShops ? "tracked" : "decided",
        platform: shop.platform,
        ...(isCustomer && { person: account.id }),
        allegations: [FIRST_ALLEGATION],
    };
    const ofStaff = isShops ? NOT_ASKED : NOT_ASKED_OF_OFFICERS;
    const without = isCustomer ? NOT_ASKED_OF_CUSTOMERS : ofStaff;
    const send = (values: Values) =>
        open.mutate(
            { body: toBody(schema, { ...first, ...values }, shop.zone), key: key.current },
            {
                onSuccess: (receipt) => {
                    drafts.delete(kind);
                    go(`/s/${shop.id}/cases/${receipt.case_id}`);
                },
            },
        );
    return (
        <Form
            layout="vertical"
            className="panel opening"
            onFinish={send}
            scrollToFirstError={{ focus: true }}
            initialValues={drafts.get(kind) ?? first}
            onValuesChange={(_, values) => drafts.set(kind, values)}
        >
            <SchemaFields schema={schema} terms={head} without={without} />
            {allegations && (
                <ListField
                    name="allegations"
                    path={["allegations"]}
                    fullPath={["allegations"]}
                    item={allegations}
                    label={head.label("allegations")}
                    terms={allegation}
                />
            )}
            {open.error && <ProblemNote error={open.error} />}
            <div className="row end">
                <Link to={`/s/${shop.id}/cases`}>
                    <Button>{t.back}</Button>
                </Link>
                <Button type="primary" htmlType="submit" loading={open.isPending}>
                    {isCustomer ? t.fileClaim : t.openCase}
                </Button>
            </div>
        </Form>
    );
}

export default function OpenCase() {
    const t = useWords(caseWords);
    const [params, setParams] = useSearchParams();
    const { role } = useDesk();
    const actsFor = useActsFor();
    const schemas = useSchemas();
    const kinds = actsFor("shop") ? KINDS : KINDS.filter((kind) => kind !== "reports");
    const asked = params.get("kind");
    const kind = isKind(asked) && kinds.includes(asked) ? asked : "claims";
    const names = { claims: t.openClaim, reports: t.openReport, complaints: t.openComplaint };
    const hints = {
        claims: t.openClaimHint,
        reports: t.openReportHint,
        complaints: t.openComplaintHint,
    };
    return (
        <Page title={role === "claimant" ? t.fileClaim : t.openCase} lead={hints[kind]}>
            <Segmented
                className="opening-kind"
                aria-label={t.kind}
                value={kind}
                onChange={(next) => setParams({ kind: next }, { replace: true })}
                options={kinds.map((value) => ({ value, label: names[value] }))}
            />
            <Loaded asked={schemas}>
                {(all) => {
                    const schema = all[OPENING[kind]];
                    return schema && <OpeningForm key={kind} kind={kind} schema={schema} />;
                }}
            </Loaded>
        </Page>
    );
}
