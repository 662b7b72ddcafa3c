// The review that a report is about: its texts as everybody may read them, and what is sealed.
import { LockOutlined, UnlockOutlined } from "@ant-design/icons";
import { Button, Tag, Typography } from "antd";
import { Moment } from "../../kit/due";
import { LitText, type Span } from "../../kit/lit-text";
import { Person } from "../../kit/person";
import { useCodes } from "../../terms/codes";
import { useCommands } from "../../terms/commands";
import { useWords } from "../../words/words";
import { FactList } from "./facts";
import { useOneCase } from "./one-case";
import type { Case, Mask } from "./queries";
import { caseWords } from "./words";

type Place = Mask["place"];
export const PLACES: Place[] = ["text", "follow_up", "explanation"];

export function textAt(c: Case, place: Place): string {
    return c.review?.[place]?.text ?? "";
}

/** The words that offend, as triage found them, and that no mask covers. */
export function markedAt(c: Case, place: Place): (Span & { kind: string })[] {
    const covered = c.masks
        .filter((mask) => mask.place === place && !mask.lifted)
        .flatMap((mask) => mask.spans);
    const isBare = ({ start, end }: Span) =>
        covered.every((span) => end <= span.start || span.end <= start);
    return (c.review?.marked ?? [])
        .filter((one) => one.place === place && isBare(one))
        .map(({ start, end, offence }) => ({ start, end, kind: offence }));
}

function OneMask({ mask }: { mask: Mask }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const nameOf = useCommands();
    const { may, start } = useOneCase();
    const of = { mask_id: mask.mask_id };
    const original = mask.original.text ?? "";
    const isOpen = mask.unsealed || mask.lifted;
    return (
        <article className="exhibit">
            <header className="row wrap">
                {isOpen ? <UnlockOutlined aria-hidden /> : <LockOutlined aria-hidden />}
                <strong>{codes("place", mask.place)}</strong>
                <span className="quiet">
                    {t.maskReason} {mask.reason}
                </span>
                <span className="grow" />
                {!isOpen && !mask.unseal_asked_by && may("ask_unseal") && (
                    <Button size="small" onClick={() => start("ask_unseal", of)}>
                        {nameOf("ask_unseal")}
                    </Button>
                )}
                {!isOpen && mask.unseal_asked_by && may("confirm_unseal") && (
                    <Button size="small" onClick={() => start("confirm_unseal", of)}>
                        {nameOf("confirm_unseal")}
                    </Button>
                )}
            </header>
            <p className="small quiet">
                {mask.lifted ? t.lifted : mask.unsealed ? t.unsealed : t.sealed}
            </p>
            {mask.unseal_asked_by && (
                <p className="small">
                    {!mask.unsealed && `${t.unsealAsked} · `}
                    <Person user={mask.unseal_asked_by} /> · {mask.unseal_reason}
                </p>
            )}
            {isOpen && original && (
                <p className="quote">
                    <span className="quiet">{t.original}</span> {original}
                </p>
            )}
        </article>
    );
}

export function ReviewCard() {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { c } = useOneCase();
    const { review } = c;
    const when: Record<Place, string | null | undefined> = {
        text: review?.made_at,
        follow_up: review?.follow_up_at,
        explanation: null,
    };
    const shown = PLACES.filter((place) => textAt(c, place));
    return (
        <section className="panel">
            <Typography.Title level={2}>
                {t.review} <span className="quiet tabular">{review?.id}</span>
            </Typography.Title>
            {shown.length === 0 && <p className="quiet">{t.noReview}</p>}
            {shown.map((place) => (
                <section key={place}>
                    <h3 className="label">
                        {codes("place", place)} {when[place] && <Moment at={when[place]} />}
                    </h3>
                    <p className="quote">
                        <LitText
                            text={textAt(c, place)}
                            spans={markedAt(c, place).map((span) => ({
                                ...span,
                                title: codes("span", span.kind),
                            }))}
                        />
                    </p>
                </section>
            ))}
            {c.refusal && (
                <p>
                    {t.admission} <Tag color="warning">{codes("refusal", c.refusal)}</Tag>
                </p>
            )}
            <FactList facts={c.facts} />
            {c.masks.length > 0 && <h3 className="label">{t.masks}</h3>}
            {c.masks.map((mask) => (
                <OneMask key={mask.mask_id} mask={mask} />
            ))}
        </section>
    );
}
