// What can be done now, as the only buttons; pressing one opens its form in the same place.
import { App, Button, Typography } from "antd";
import { useMemo, useRef, useState } from "react";
import { useDesk } from "../../api/desk";
import { type Drafts, draftsOf } from "../../api/drafts";
import { Problem } from "../../api/problem";
import { Due } from "../../kit/due";
import { useMedia } from "../../kit/media";
import { MoveForm } from "../../kit/move-form";
import type { FormTerms } from "../../kit/schema-form";
import { type Schema, toBody, type Values } from "../../kit/schema-values";
import { Waiting } from "../../kit/waiting";
import { type CommandName, useCommands } from "../../terms/commands";
import { useFieldNames } from "../../terms/fields";
import { useWords } from "../../words/words";
import { FILING_MOVES } from "./filing";
import { formOfMove } from "./forms/forms";
import { useSchemas } from "./forms/schemas";
import { useFormTerms } from "./forms/terms";
import { useOneCase } from "./one-case";
import { type Body, type Move, useMove } from "./queries";
import { caseWords } from "./words";

interface Started {
    command: CommandName;
    preset: Body;
    count: number;
}

/** What only adds to a case, or ends it, is never the one that is pressed first. */
const bringsOn = (move: Move) => move.rank < 0;

interface MoveProps {
    move: Move;
    isFirst: boolean;
    /** Something was typed for it that was not sent. */
    isBegun: boolean;
}

function MoveButton({ move, isFirst, isBegun }: MoveProps) {
    const t = useWords(caseWords);
    const nameOf = useCommands();
    const fieldName = useFieldNames();
    const { start } = useOneCase();
    const needed = move.needs.filter((one) => one.required).map((one) => fieldName(one.name));
    return (
        <li className={isFirst ? "move move-first" : "move"}>
            <Button
                type={isFirst ? "primary" : "default"}
                block
                onClick={() => start(move.command)}
            >
                {nameOf(move.command)}
            </Button>
            <span className="move-needs">
                {isBegun && <span className="small">{t.draftKept}</span>}
                <span className="quiet small">
                    {needed.length > 0 ? t.needs(needed.join(" · ")) : t.noNeeds}
                </span>
                {move.due && <Due due={move.due} />}
            </span>
        </li>
    );
}

/** The case stands below them here: only so many are in its way. */
const NARROW = "(max-width: 1000px)";
const NARROW_SHOWN = 4;

export function MoveDesk(props: { id: string; started: Started | null; onClose: () => void }) {
    const t = useWords(caseWords);
    const { page } = useOneCase();
    const { account } = useDesk();
    const { id, started } = props;
    const kept = useMemo(() => draftsOf<Values>(account.id, id), [account.id, id]);
    const moves = page.allowed_moves
        .filter(({ command }) => !FILING_MOVES.includes(command))
        .toSorted((a, b) => a.rank - b.rank);
    const panel = useRef<HTMLElement>(null);
    const close = () => {
        props.onClose();
        panel.current?.focus({ preventScroll: true }); // the form that had it is gone
    };
    const isNarrow = useMedia(NARROW);
    const [isAll, setAll] = useState(false);
    // One that is folded alone would take no less room.
    const isCut = isNarrow && !isAll && moves.length > NARROW_SHOWN + 1;
    const shown = isCut ? moves.slice(0, NARROW_SHOWN) : moves;
    return (
        <>
            {started && (
                <MoveFormOf
                    key={started.count}
                    id={id}
                    started={started}
                    kept={kept}
                    onClose={close}
                />
            )}
            <section className="panel" ref={panel} tabIndex={-1} aria-label={t.moves}>
                <Typography.Title level={2}>{t.moves}</Typography.Title>
                {moves.length === 0 && (
                    <>
                        <p>{t.noMoves}</p>
                        <p className="quiet small">{t.noMovesHint}</p>
                    </>
                )}
                <ul className="bare-list moves">
                    {shown.map((move, index) => (
                        <MoveButton
                            key={move.command}
                            move={move}
                            isBegun={
                                started?.command !== move.command && kept.has(`${move.command} `)
                            }
                            isFirst={index === 0 && !started && bringsOn(move)}
                        />
                    ))}
                </ul>
                {isCut && (
                    <Button type="link" className="moves-more" onClick={() => setAll(true)}>
                        {t.moreMoves(moves.length - NARROW_SHOWN)}
                    </Button>
                )}
            </section>
        </>
    );
}

interface FormProps {
    id: string;
    started: Started;
    onClose: () => void;
    kept: Drafts<Values>;
}

/** Which draft this is: of the move, and of what it is about. */
const draftOf = ({ command, preset }: Started) =>
    `${command} ${Object.values(preset)
        .filter((one) => typeof one === "string")
        .join(" ")}`;

/** Where there is one thing to choose, it is chosen. */
function onlyChoices(schema: Schema, terms: FormTerms): Values {
    const out: Values = {};
    for (const name of schema.required ?? []) {
        const choices = name.endsWith("_id") || name === "allegation" ? terms.options(name) : [];
        if (choices?.length === 1 && choices[0]) out[name] = choices[0].value;
    }
    return out;
}

function MoveFormOf({ id, started, onClose, kept }: FormProps) {
    const t = useWords(caseWords);
    const nameOf = useCommands();
    const { message } = App.useApp();
    const { shop } = useDesk();
    const one = useOneCase();
    const terms = useFormTerms();
    const schemas = useSchemas();
    const move = useMove(id);
    const firstVersion = useRef(one.c.version);
    const hasConflicted = useRef(false);
    const { command, preset } = started;
    const draft = draftOf(started);
    const { Fields, begin, adapt, hint } = formOfMove(command);
    const schema: Schema | undefined = schemas.data?.[command];
    if (!schema) return <Waiting />;
    const only = onlyChoices(schema, terms);
    const first = kept.get(draft) ?? { ...only, ...begin?.(one), ...preset };
    const send = (values: Values, key: string) => {
        const filled = { ...preset, ...values };
        const body = toBody(schema, adapt?.(filled, one) ?? filled, shop.zone);
        // What was decided on a case that has changed since is looked at again first.
        const seen = hasConflicted.current ? one.c.version : firstVersion.current;
        const version = command === "post_message" ? {} : { version: seen };
        move.mutate(
            { command, body, key, ...version },
            {
                onSuccess: () => {
                    kept.delete(draft);
                    message.success(nameOf(command));
                    onClose();
                },
                onError: (error) => {
                    if (error instanceof Problem && error.kind === "version-conflict")
                        hasConflicted.current = true;
                },
            },
        );
    };
    return (
        <MoveForm
            title={nameOf(command)}
            hint={hint?.(t)}
            due={one.may(command)?.due ?? null}
            kept={first}
            onKeep={(values) => kept.set(draft, { ...preset, ...values })}
            error={move.error}
            isSending={move.isPending}
            onSend={send}
            onClose={onClose}
            isDangerous={command === "withdraw_case"}
            sendName={nameOf(command)}
        >
            {Object.keys(schema.properties ?? {}).length > 0 &&
                ((form) => <Fields schema={schema} terms={terms} form={form} preset={preset} />)}
        </MoveForm>
    );
}
