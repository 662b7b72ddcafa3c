// One review: what was written and said, what it is and why, and what can be done with it.
import { DownOutlined } from "@ant-design/icons";
import { Alert, Button, Dropdown, Space, Tag } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import { useDesk } from "../../api/desk";
import { Due, Moment } from "../../kit/due";
import { useKeys } from "../../kit/keys";
import { Loaded } from "../../kit/page";
import { Person } from "../../kit/person";
import { ProblemNote } from "../../kit/problem-note";
import { AlsoHere } from "../../shell/also-here";
import { useCodes } from "../../terms/codes";
import { useLanguage, useSay, useWords } from "../../words/words";
import { AnswerForm, draftOf } from "./answer";
import { Conversations } from "./conversation";
import { EvidenceLists } from "./evidence";
import { Judgement } from "./judgement";
import { LeaveForm } from "./leave";
import { Stars, VerdictTag } from "./marks";
import { OrderFacts } from "./order";
import {
    type Deed,
    isDraft,
    type ReviewId,
    type ReviewPage,
    type Undoable,
    useReview,
    useReviewMoves,
} from "./queries";
import { Records } from "./records";
import { ReviewTexts } from "./texts";
import { reviewWords } from "./words";

interface Props {
    id: ReviewId;
    onDone: (deed: Deed) => void;
    onUndo: (deed: Undoable) => void;
}

export function Pane(props: Props) {
    const page = useReview(props.id);
    return (
        <div className="review-pane">
            <Loaded asked={page}>{(data) => <Open {...props} page={data} />}</Loaded>
        </div>
    );
}

type Move = ReviewPage["may"][number]["move"];
type Perspective = ReviewPage["report_as"];

function Open({ id, page, onDone, onUndo }: Props & { page: ReviewPage }) {
    const t = useWords(reviewWords);
    const tell = useSay();
    const { language } = useLanguage();
    const moves = useReviewMoves(id, onDone);
    const [isLeaving, setLeaving] = useState(false);
    const answerField = useRef<TextAreaRef>(null);
    const may = (move: Move) => page.may.find((one) => one.move === move);
    const report = (perspective: Perspective) => {
        if (!moves.report.isPending) moves.report.mutate({ perspective, language });
    };
    const acts: Record<Move, () => void> = {
        report: () => report(page.report_as),
        answer: () => answerField.current?.focus({ cursor: "end" }),
        leave: () => setLeaving(true),
        resume: () => onUndo({ move: "leave", of: id }),
        undo: () => onUndo({ move: "report", of: id }),
    };
    const reportHint = page.report_as === "decided" ? t.reportHere : t.reportThere;
    const latest = useRef(acts);
    latest.current = acts;
    const allowed = page.may
        .filter((one) => one.is_allowed)
        .map((one) => one.move)
        .join(" ");
    const keys = useMemo(
        () =>
            MOVES.filter(({ move }) => allowed.split(" ").includes(move)).map(({ move, key }) => ({
                key,
                does: t[move],
                act: () => isStillHere(id) && latest.current[move](),
            })),
        [allowed, t, id],
    );
    useKeys(keys);
    const { finding, dossier } = page;
    return (
        <>
            <header className="review-head">
                <Heading page={page} />
                <div className="row wrap">
                    {MOVES.map(({ move, key }) => {
                        const rule = may(move);
                        if (!rule || (isUndoing(move) && !rule.is_allowed)) return null;
                        const isFirst = move === (page.review.reportable ? "report" : "answer");
                        const type = isFirst && rule.is_allowed ? "primary" : "default";
                        const isReport = move === "report";
                        const hint = isReport ? reportHint : undefined;
                        const button = (
                            <Button
                                key={move}
                                type={type}
                                disabled={!rule.is_allowed}
                                title={rule.is_allowed ? hint : tell(rule.why)}
                                loading={isReport && moves.report.isPending}
                                onClick={acts[move]}
                            >
                                {t[move]} <kbd>{key}</kbd>
                            </Button>
                        );
                        // Only a shop with officers has the choice.
                        if (!isReport || !rule.is_allowed || page.report_as === "tracked")
                            return button;
                        return (
                            <Space.Compact key={move}>
                                {button}
                                <OtherWay type={type} onChoose={() => report("tracked")} />
                            </Space.Compact>
                        );
                    })}
                </div>
            </header>
            <AlsoHere about={page.review.order ?? `${id.kind}/${id.id}`} />
            {moves.report.error && <ProblemNote error={moves.report.error} />}
            {page.review.is_erased && <Alert type="info" showIcon title={t.erased} />}
            {finding && (
                <div className="review-columns">
                    <div className="stack">
                        <ReviewTexts finding={finding} dossier={dossier} />
                        <Judgement finding={finding} dossier={dossier} />
                        {may("answer")?.is_allowed && (
                            <AnswerForm
                                id={id}
                                draft={draftOf(finding)}
                                field={answerField}
                                error={moves.answer.error}
                                isSending={moves.answer.isPending}
                                onTake={moves.answer.mutate}
                            />
                        )}
                        <Advice advice={finding.advice} />
                    </div>
                    <div className="stack">
                        <Conversations finding={finding} dossier={dossier} />
                        <EvidenceLists evidence={finding.evidence} />
                        {dossier && <Records dossier={dossier} />}
                        <OrderFacts order={dossier?.order ?? null} />
                        <Deeds page={page} />
                    </div>
                </div>
            )}
            {isLeaving && (
                <LeaveForm
                    error={moves.leave.error}
                    isSending={moves.leave.isPending}
                    onCancel={() => setLeaving(false)}
                    onLeave={(reason) =>
                        moves.leave.mutate(reason, { onSuccess: () => setLeaving(false) })
                    }
                />
            )}
        </>
    );
}

interface OtherWayProps {
    type: "primary" | "default";
    onChoose: () => void;
}

function OtherWay({ type, onChoose }: OtherWayProps) {
    const t = useWords(reviewWords);
    return (
        <Dropdown
            trigger={["click"]}
            menu={{ items: [{ key: "tracked", label: t.reportThere, onClick: onChoose }] }}
        >
            <Button type={type} icon={<DownOutlined />} aria-label={t.reportOther} />
        </Dropdown>
    );
}

/** The address is ahead of what is drawn: a key that comes in between is not for this review any more. */
const isStillHere = ({ kind, id }: Props["id"]) =>
    window.location.pathname.endsWith(`/${kind}/${encodeURIComponent(id)}`);

/** Shown where there is something to undo. */
const isUndoing = (move: Move) => move === "resume" || move === "undo";

const MOVES: { move: Move; key: string }[] = [
    { move: "report", key: "o" },
    { move: "answer", key: "a" },
    { move: "leave", key: "l" },
    { move: "resume", key: "r" },
    { move: "undo", key: "x" },
];

function Heading({ page: { review, finding } }: { page: ReviewPage }) {
    const t = useWords(reviewWords);
    const say = useCodes();
    const { shop } = useDesk();
    const what = review.ground
        ? say("ground", review.ground)
        : review.causes.map((one) => say("cause", one)).join(" · ");
    return (
        <div className="review-title">
            <h2 className="row wrap">
                <VerdictTag verdict={review.verdict} />
                <span>{what || say("kind", review.kind)}</span>
                <Stars count={review.stars} />
                {review.state !== "new" && (
                    <Tag>{isDraft(review) ? t.reportDraft : say("state", review.state)}</Tag>
                )}
            </h2>
            <div className="row wrap quiet small">
                {review.due && finding?.reportable && <Due due={review.due} />}
                {review.made_at && (
                    <span>
                        {t.writtenAt} <Moment at={review.made_at} />
                    </span>
                )}
                <span>{[review.buyer, review.item, review.sku].filter(Boolean).join(" · ")}</span>
                {review.case_id && (
                    <Link to={`/s/${shop.id}/cases/${review.case_id}`}>{t.showCase}</Link>
                )}
            </div>
        </div>
    );
}

function Advice({ advice }: { advice: NonNullable<ReviewPage["finding"]>["advice"] }) {
    const t = useWords(reviewWords);
    const tell = useSay();
    if (advice.length === 0) return null;
    return (
        <section className="panel" aria-label={t.advice}>
            <h2>{t.advice}</h2>
            <ol className="plain">
                {advice.map((one) => (
                    <li key={one.code}>{tell(one.words)}</li>
                ))}
            </ol>
        </section>
    );
}

function Deeds({ page }: { page: ReviewPage }) {
    const t = useWords(reviewWords);
    const say = useWords(reviewWords);
    if (page.deeds.length === 0) return null;
    return (
        <section className="panel" aria-label={t.history}>
            <h2>{t.history}</h2>
            <ul className="records">
                {page.deeds.map((one) => (
                    <li key={one.at + one.move}>
                        <div className="quiet small">
                            <Moment at={one.at} /> · <Person user={one.by} />
                        </div>
                        <strong>{say[one.move]}</strong>
                        {one.text && <div className="quote">{one.text}</div>}
                    </li>
                ))}
            </ul>
        </section>
    );
}
