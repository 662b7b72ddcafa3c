// What was written: the review, its follow-up and the shop's answer, with the places that count lit.

import { Moment } from "../../kit/due";
import { LitText, type Span } from "../../kit/lit-text";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import type { Dossier, Finding } from "./queries";
import { reviewWords } from "./words";

type Place = Finding["spans"][number]["in"];

/** The spans of one place, with what they are as a title. */
export function useSpansOf(spans: Finding["spans"]) {
    const say = useCodes();
    return (place: Place, turn?: number | null): Span[] =>
        spans
            .filter((span) => span.in === place && (place !== "chat" || span.turn === turn))
            .map((span) => ({
                start: span.start,
                end: span.end,
                kind: span.kind,
                title: [say("span", span.kind), span.amount?.amount].filter(Boolean).join(" "),
            }));
}

export function ReviewTexts({ finding, dossier }: { finding: Finding; dossier: Dossier | null }) {
    const t = useWords(reviewWords);
    const spansOf = useSpansOf(finding.spans);
    const written = finding.texts.filter((one) => one.in !== "chat");
    const own =
        dossier?.reviews.find((one) => one.id === finding.subject.id) ?? dossier?.reviews[0];
    if (finding.subject.kind === "thread") return null;
    return (
        <section className="panel review-texts" aria-label={t.reviewText}>
            <h2>{t.reviewText}</h2>
            {written.length === 0 && <p className="quiet">{t.noText}</p>}
            {written.map((one) => (
                <div key={one.in}>
                    <p className="quiet small">
                        {one.in === "followup" && `${t.followup} · `}
                        {one.at && <Moment at={one.at} />}
                    </p>
                    <blockquote className="quote">
                        <LitText text={one.text} spans={spansOf(one.in)} />
                    </blockquote>
                </div>
            ))}
            {own?.reply && (
                <div>
                    <p className="quiet small">
                        {t.shopReply}
                        {own.reply_at && (
                            <>
                                {" · "}
                                <Moment at={own.reply_at} />
                            </>
                        )}
                    </p>
                    <blockquote className="quote quiet">{own.reply}</blockquote>
                </div>
            )}
        </section>
    );
}
