// What an exhibit shows of each allegation: said by who hands it in, or found by an officer.
import { Form, Input, Radio } from "antd";
import { useState } from "react";
import { useDesk } from "../../../api/desk";
import { FactsField } from "../../../kit/facts-field";
import type { FormTerms } from "../../../kit/schema-form";
import { rowsOfFacts, type Values } from "../../../kit/schema-values";
import { useCodes } from "../../../terms/codes";
import { useWords } from "../../../words/words";
import { useOneCase } from "../one-case";
import type { Case, Exhibit } from "../queries";
import { caseWords } from "../words";
import { type Contact, mostInADay, readContacts, writeContacts } from "./contact-lines";

type Bearing = NonNullable<Exhibit["bearings"]>[number];
/** So many are shown as they were read, and so many lines named in which there is no time. */
const SHOWN = 200;
const FAULTS = 8;
const SHOWINGS = ["confirms", "contradicts", "nothing"];

/** One of each allegation; of a report or a complaint there is one subject. */
export const subjectsOf = (c: Case): (string | undefined)[] =>
    c.allegations.length > 0 ? c.allegations.map((one) => one.id) : [undefined];

/** What a form begins with, from what was said before. */
export const beginBearings = (c: Case, said: Bearing[], first: Values = {}): Values[] =>
    subjectsOf(c).map((allegation) => {
        const one = said.find((bearing) => (bearing.allegation ?? undefined) === allegation);
        return one
            ? { showing: one.showing, contacts: one.contacts ?? [], facts: rowsOfFacts(one.facts) }
            : first;
    });

/** Only of what something was said, each with its allegation. */
export function adaptBearings(c: Case, rows: unknown): Values[] {
    const subjects = subjectsOf(c);
    return ((rows as Values[] | undefined) ?? [])
        .map((one, index) => ({ ...one, allegation: subjects[index] }))
        .filter((one: Values) => one.showing);
}

function ContactsInput(props: {
    value?: Contact[];
    onChange?: (contacts: Contact[]) => void;
    id?: string;
}) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { shop } = useDesk();
    const words = {
        channel: (code: string) => codes("channel", code),
        answered: t.answeredWord,
        unanswered: t.unansweredWord,
    };
    const [text, setText] = useState(() => writeContacts(props.value ?? [], shop.zone, words));
    const { contacts, faults } = readContacts(text, shop.zone);
    const [shown, setShown] = useState(props.value);
    // What the form fills in later, such as an exhibit's own lines, takes the place of an empty field.
    if (props.value !== shown) {
        setShown(props.value);
        if (!text && props.value?.length) setText(writeContacts(props.value, shop.zone, words));
    }
    return (
        <>
            <Input.TextArea
                id={props.id}
                value={text}
                onChange={(event) => {
                    setText(event.target.value);
                    props.onChange?.(readContacts(event.target.value, shop.zone).contacts);
                }}
                placeholder={t.contactsHint}
                className="tabular"
                autoSize={{ minRows: 2, maxRows: 10 }}
            />
            <div className="small" aria-live="polite">
                {contacts.length > 0 && (
                    <span className="quiet">
                        {t.contactsCount(contacts.length)} ·{" "}
                        {t.answeredCount(contacts.filter((one) => one.answered).length)} ·{" "}
                        {t.mostInADay(mostInADay(contacts))}
                    </span>
                )}
                {faults.length > 0 && (
                    <div className="warns">
                        {t.contactsWrong(faults.slice(0, FAULTS).join(", "))}
                    </div>
                )}
            </div>
            {contacts.length > 0 && (
                <details className="small">
                    <summary>{t.asRead}</summary>
                    <ol className="contacts-read tabular">
                        {contacts.slice(0, SHOWN).map((one, index) => (
                            // biome-ignore lint/suspicious/noArrayIndexKey: two may be the same
                            <li key={index}>{writeContacts([one], shop.zone, words)}</li>
                        ))}
                    </ol>
                </details>
            )}
        </>
    );
}

interface Props {
    /** The list in the form: bearings, or findings. */
    name: string;
    terms: FormTerms;
    isRequired: boolean;
}

export function BearingsFields({ name, terms, isRequired }: Props) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { c, book } = useOneCase();
    return subjectsOf(c).map((allegation, index) => {
        const one = c.allegations.find((known) => known.id === allegation);
        return (
            <fieldset key={allegation ?? ""} className="form-part">
                <legend>{one ? book.value("alleged", one.alleged) : terms.label(name)}</legend>
                {one && <p className="quote small quiet">{one.words.text}</p>}
                <Form.Item
                    name={[name, index, "showing"]}
                    label={terms.label("showing")}
                    rules={[{ required: isRequired, message: "" }]}
                >
                    <Radio.Group
                        options={SHOWINGS.map((value) => ({
                            value,
                            label: codes("showing", value),
                        }))}
                    />
                </Form.Item>
                {c.kind === "harassment_claim" && (
                    <Form.Item name={[name, index, "contacts"]} label={t.contactLines}>
                        <ContactsInput />
                    </Form.Item>
                )}
                <FactsField
                    path={[name, index, "facts"]}
                    fullPath={[name, index, "facts"]}
                    facts={terms.facts}
                    label={terms.label("facts")}
                />
            </fieldset>
        );
    });
}
