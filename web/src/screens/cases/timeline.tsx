// Everything that happened, in words, with who and when; the chain's hash of each on demand (X4).
import { Button, Popover, Segmented, Typography } from "antd";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { Moment } from "../../kit/due";
import { Loaded } from "../../kit/page";
import { Person } from "../../kit/person";
import { useTimes } from "../../kit/time";
import { useCodes } from "../../terms/codes";
import { type EventSort, sortOf, useEventNames } from "../../terms/events";
import { useSay, useWords } from "../../words/words";
import { useOneCase } from "./one-case";
import { useEvents } from "./queries";
import { caseWords } from "./words";

const AT_FIRST = 30;
type Told = Schemas["told_event"];
type Event = Told["event"] & Record<string, unknown>;

const isSaid = (value: unknown): value is { zh: string; en: string } =>
    typeof value === "object" && value !== null && "zh" in value && "en" in value;
const isPersonal = (value: unknown): value is { text?: string } =>
    typeof value === "object" && value !== null && "person" in value;

/** Codes that say at a glance what an event was about. */
const CODED = {
    clock: "clock",
    outcome: "outcome",
    reached: "reached",
    step: "step",
    consent: "consent",
    measure: "measure",
    relation: "relation",
    breach: "breach",
    place: "place",
    points_class: "points_class",
    refusal: "refusal",
    channel: "channel",
} as const;
const TEXTS = ["purpose", "reason", "officers_reasons", "note", "offered", "source"];
const PERSONAL = ["text", "words", "grounds", "summary", "course_of_trade", "terms"];

/** What follows by the rules from what a person did. */
const BY_ITSELF = new Set([
    "CaseBecameFinal",
    "ClearingMessagePrepared",
    "ClockMissed",
    "ClockStarted",
    "DutyBreached",
    "MeasureProposed",
    "PointsEntered",
    "PointsReversed",
    "ReportAdmitted",
    "ReportRefused",
]);
/** The source of what triage found, as the server writes it: "triage RULEBOOK VERSION". */
const FROM_TRIAGE = /^triage\b ?/;

function useDetail(): (event: Event) => string[] {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { book } = useOneCase();
    const say = useSay();
    const times = useTimes();
    return (event) => {
        const out: string[] = [];
        if (event.type === "ClockStarted" && typeof event.due === "string")
            return [t.clockUntil(codes("clock", String(event.clock)), times.moment(event.due))];
        if (event.type === "EvidenceSubmitted") out.push(book.exhibit(String(event.kind)));
        for (const [field, kind] of Object.entries(CODED)) {
            const value = event[field];
            if (typeof value === "string" && value && value !== "none")
                out.push(codes(kind, value));
        }
        if (typeof event.points === "number" && event.points !== 0)
            out.push(t.points(event.points));
        if (event.late === true) out.push(t.late);
        for (const field of PERSONAL) {
            const value = event[field];
            if (isPersonal(value) && value.text) out.push(value.text);
            else if (isSaid(value) && !event.measure) out.push(say(value));
        }
        for (const field of TEXTS) {
            const value = event[field];
            if (typeof value === "string" && FROM_TRIAGE.test(value) && field === "source")
                out.push(t.fromTriage(value.replace(FROM_TRIAGE, "")));
            else if (typeof value === "string" && value && field !== "reason") out.push(value);
            else if (
                field === "reason" &&
                typeof value === "string" &&
                / |[^\x20-\x7e]/.test(value)
            )
                out.push(value); // a reason in words; codes are told by the outcome
        }
        if (isSaid(event.why) && out.length === 0) out.push(say(event.why));
        return out;
    };
}

function Hash({ told }: { told: Told }) {
    const t = useWords(caseWords);
    return (
        <Popover
            trigger="click"
            title={`#${told.version} · ${told.position}`}
            content={
                <div className="hash">
                    <p className="small quiet">{t.hashWhy}</p>
                    <code>{told.hash}</code>
                </div>
            }
        >
            <Button
                size="small"
                type="text"
                className="tabular"
                aria-label={`#${told.version} ${t.hash}`}
            >
                #{told.version}
            </Button>
        </Popover>
    );
}

function OneEvent({ told }: { told: Told }) {
    const t = useWords(caseWords);
    const nameOf = useEventNames();
    const detailOf = useDetail();
    const event = told.event as Event;
    const [first, ...further] = detailOf(event);
    return (
        <li className={`event event-${sortOf(event.type)}`}>
            <span className="row">
                <strong>{nameOf(event.type)}</strong>
                <span className="grow one-line" title={first}>
                    {first}
                </span>
                <Hash told={told} />
            </span>
            {further.length > 0 && <p className="quote event-detail">{further.join("\n")}</p>}
            <span className="quiet small">
                <Moment at={event.at} /> ·{" "}
                {BY_ITSELF.has(event.type) ? (
                    t.byItself
                ) : (
                    <Person user={event.by.user} role={event.by.role} />
                )}
            </span>
        </li>
    );
}

export function Timeline({ id }: { id: string }) {
    const t = useWords(caseWords);
    const asked = useEvents(id);
    const { c } = useOneCase();
    const [sort, setSort] = useState<EventSort | "all">("all");
    const [isAll, setAll] = useState(false);
    const filters: { value: EventSort | "all"; label: string }[] = [
        { value: "all", label: t.filterAll },
        { value: "parties", label: t.filterParties },
        { value: "evidence", label: t.filterEvidence },
        { value: "clocks", label: t.filterClocks },
        { value: "decisions", label: t.filterDecisions },
    ];
    return (
        <section className="panel">
            <div className="row wrap panel-head">
                <Typography.Title level={2} className="grow">
                    {t.timeline} <span className="quiet tabular">{c.version}</span>
                </Typography.Title>
                <Segmented
                    size="small"
                    value={sort}
                    onChange={setSort}
                    options={filters}
                    aria-label={t.timeline}
                />
            </div>
            <Loaded asked={asked}>
                {(answer) => {
                    const fitting = answer.events
                        .filter((told) => sort === "all" || sortOf(told.event.type) === sort)
                        .toReversed();
                    const shown = isAll ? fitting : fitting.slice(0, AT_FIRST);
                    return (
                        <>
                            {fitting.length === 0 && <p className="quiet">{t.noEvents}</p>}
                            <ol className="bare-list timeline">
                                {shown.map((told) => (
                                    <OneEvent key={told.position} told={told} />
                                ))}
                            </ol>
                            {shown.length < fitting.length && (
                                <Button onClick={() => setAll(true)}>
                                    {t.showAll(fitting.length)}
                                </Button>
                            )}
                        </>
                    );
                }}
            </Loaded>
        </section>
    );
}
