// The form in which a table is tried, and what it answers as one types.
import { Alert, Button } from "antd";
import { useDeferredValue, useEffect, useId } from "react";
import type { Schemas } from "../../api/client";
import type { Rulebook } from "../../api/rulebooks";
import { ProblemNote } from "../../kit/problem-note";
import { useSay, useWords } from "../../words/words";
import { ClauseLinks } from "./clause";
import type { Lit, Table } from "./decision-table";
import { FactField } from "./fact-field";
import type { Given } from "./literal";
import { useDecision } from "./queries";
import type { BookTerms } from "./terms";
import { bookWords } from "./words";

type Decision = Schemas["decision"];

function Outputs({ decision, terms }: { decision: Decision; terms: BookTerms }) {
    const t = useWords(bookWords);
    const all = Array.isArray(decision.outputs)
        ? decision.outputs
        : decision.outputs
          ? [decision.outputs]
          : [];
    if (all.length === 0) return decision.outcome === "decided" ? <p>{t.noRow}</p> : null;
    return (
        <>
            {all.map((outputs, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: in the order of the rows
                <dl key={at} className="outputs">
                    {Object.entries(outputs as Record<string, unknown>).map(([name, value]) => (
                        <div key={name}>
                            <dt>{terms.nameOf(name)}</dt>
                            <dd>{terms.value(name, value)}</dd>
                        </div>
                    ))}
                </dl>
            ))}
        </>
    );
}

function Missing({
    names,
    terms,
    fieldOf,
}: {
    names: string[];
    terms: BookTerms;
    fieldOf: (name: string) => string;
}) {
    const t = useWords(bookWords);
    if (names.length === 0) return null;
    return (
        <p className="row wrap">
            <span>{t.missing}</span>
            {names.map((name) => (
                <Button
                    key={name}
                    size="small"
                    onClick={() => document.getElementById(fieldOf(name))?.focus()}
                >
                    {terms.nameOf(name)}
                </Button>
            ))}
        </p>
    );
}

function Answer({
    decision,
    terms,
    fieldOf,
}: {
    decision: Decision;
    terms: BookTerms;
    fieldOf: (name: string) => string;
}) {
    const t = useWords(bookWords);
    const say = useSay();
    const isDecided = decision.outcome === "decided";
    const derived = Object.entries(decision.derived);
    return (
        <Alert
            type={isDecided ? "success" : "warning"}
            showIcon
            role="status"
            title={isDecided ? t.decided : t.cannotTell}
            description={
                <div className="answer">
                    <Outputs decision={decision} terms={terms} />
                    <Missing names={decision.missing} terms={terms} fieldOf={fieldOf} />
                    <p className="quote">{say(decision.why)}</p>
                    <ClauseLinks ids={decision.rows.flatMap(({ clause }) => clause)} />
                    {derived.length > 0 && (
                        <p className="quiet small">
                            {t.derived}{" "}
                            {derived
                                .map(
                                    ([name, value]) =>
                                        `${terms.nameOf(name)} ${terms.value(name, value)}`,
                                )
                                .join(" · ")}
                        </p>
                    )}
                    {decision.near_miss && (
                        <p className="quiet">
                            {t.nearMiss} {say(decision.near_miss.words)}
                        </p>
                    )}
                    {decision.confirm_note && (
                        <p className="quiet small">{say(decision.confirm_note)}</p>
                    )}
                </div>
            }
        />
    );
}

interface Props {
    book: Rulebook;
    table: Table;
    terms: BookTerms;
    given: Given;
    onGiven: (given: Given) => void;
    onLit: (lit: Lit | undefined) => void;
}

export function TryOut({ book, table, terms, given, onGiven, onLit }: Props) {
    const t = useWords(bookWords);
    const id = useId();
    const fieldOf = (name: string) => `${id}-${name}`;
    const decision = useDecision(book.id, book.version, table.name, useDeferredValue(given));
    const answer = decision.data;
    useEffect(() => {
        onLit(
            answer && {
                fired: answer.fired,
                open: answer.open,
                nearMiss: answer.near_miss,
                missing: answer.decision.missing,
            },
        );
        return () => onLit(undefined);
    }, [answer, onLit]);
    return (
        <div className="try-out">
            <form className="try-form" onSubmit={(event) => event.preventDefault()}>
                <p className="quiet">{t.tryLead}</p>
                {table.asks.map((name) => {
                    const fact = terms.fact(name);
                    return (
                        fact && (
                            <div key={name} className="try-field">
                                <label htmlFor={fieldOf(name)}>{terms.nameOf(name)}</label>
                                <FactField
                                    id={fieldOf(name)}
                                    fact={fact}
                                    value={given[name]}
                                    onChange={(value) => {
                                        const { [name]: _, ...others } = given;
                                        onGiven(
                                            value === undefined
                                                ? others
                                                : { ...given, [name]: value },
                                        );
                                    }}
                                />
                            </div>
                        )
                    );
                })}
                <div>
                    <Button onClick={() => onGiven({})}>{t.clear}</Button>
                </div>
            </form>
            <div className="try-answer">
                {decision.error && <ProblemNote error={decision.error} />}
                {answer && <Answer decision={answer.decision} terms={terms} fieldOf={fieldOf} />}
            </div>
        </div>
    );
}
