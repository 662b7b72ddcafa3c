// The exhibits: from whom, how obtained, what they show, what the other side says, how they weigh.
import { DownloadOutlined, EyeOutlined, PaperClipOutlined } from "@ant-design/icons";
import { Button, Tag, Typography } from "antd";
import { useState } from "react";
import { useDesk, useReadsWords } from "../../api/desk";
import { Moment } from "../../kit/due";
import { Nothing } from "../../kit/page";
import { Person } from "../../kit/person";
import { usePlace } from "../../kit/place";
import { useCodes } from "../../terms/codes";
import { useCommands } from "../../terms/commands";
import { useSay, useWords } from "../../words/words";
import { FactList } from "./facts";
import { useOneCase } from "./one-case";
import { fileUrl, Preview } from "./preview";
import type { Exhibit } from "./queries";
import { ShowingTag } from "./showing";
import { caseWords } from "./words";

type Bearing = NonNullable<Exhibit["bearings"]>[number];

function Shows({ bearings, isFound }: { bearings: Bearing[]; isFound: boolean }) {
    const t = useWords(caseWords);
    const { c, book } = useOneCase();
    return bearings.map((bearing) => {
        const allegation = c.allegations.find((one) => one.id === bearing.allegation);
        const contacts = bearing.contacts ?? [];
        const answered = contacts.filter((one) => one.answered).length;
        return (
            <div key={bearing.allegation ?? ""} className="exhibit-shows">
                <span className="row wrap">
                    <ShowingTag showing={bearing.showing} isFound={isFound} />
                    {allegation && <span>{book.value("alleged", allegation.alleged)}</span>}
                    {contacts.length > 0 && (
                        <span className="quiet">
                            {t.contactsCount(contacts.length)} · {t.answeredCount(answered)}
                        </span>
                    )}
                </span>
                <FactList facts={bearing.facts} />
            </div>
        );
    });
}

function Weighed({ exhibit }: { exhibit: Exhibit }) {
    const t = useWords(caseWords);
    const { c } = useOneCase();
    const { weighing } = exhibit;
    const isHeardHere = c.perspective === "decided" && c.kind !== "complaint";
    if (!weighing) return isHeardHere && exhibit.to_weigh ? <Tag>{t.notWeighed}</Tag> : null;
    return (
        <div className="exhibit-weighed">
            <h3 className="label">
                {t.weighing} · <Person user={weighing.officer} />
            </h3>
            {!weighing.admitted && <Tag color="error">{t.notAdmitted}</Tag>}
            <Shows bearings={weighing.findings} isFound />
            <p className="quote">{weighing.reason}</p>
        </div>
    );
}

function FileLine({ exhibit }: { exhibit: Exhibit }) {
    const t = useWords(caseWords);
    const { shop } = useDesk();
    const { c } = useOneCase();
    const readsWords = useReadsWords();
    const [isShown, setShown] = useState(false);
    const { file } = exhibit;
    if (!file) return null;
    return (
        <>
            <div className="row wrap">
                <PaperClipOutlined aria-hidden />
                <span className="one-line" title={file.name}>
                    {file.name || file.mime}
                </span>
                <span className="quiet small tabular">{sizeOf(file.bytes)}</span>
                {readsWords && (
                    <>
                        <Button
                            size="small"
                            icon={<EyeOutlined />}
                            aria-expanded={isShown}
                            onClick={() => setShown(!isShown)}
                        >
                            {isShown ? t.hidePreview : t.preview}
                        </Button>
                        <Button
                            size="small"
                            icon={<DownloadOutlined />}
                            href={fileUrl(shop.id, c.case_id, exhibit.exhibit_id)}
                            download={file.name || true}
                        >
                            {t.download}
                        </Button>
                    </>
                )}
            </div>
            {isShown && <Preview id={c.case_id} exhibit={exhibit} />}
        </>
    );
}

const KILO = 1024;
export function sizeOf(bytes: number): string {
    if (bytes < KILO) return `${bytes} B`;
    if (bytes < KILO * KILO) return `${(bytes / KILO).toFixed(0)} KB`;
    return `${(bytes / KILO / KILO).toFixed(1)} MB`;
}

const OWN_LOG = "the shop's contact log, ";

/** In the words of who handed it in; a message that was prepared here speaks for itself. */
function Told({ exhibit }: { exhibit: Exhibit }) {
    const t = useWords(caseWords);
    const say = useSay();
    const codes = useCodes();
    const place = usePlace();
    const { c } = useOneCase();
    const message = c.clearing_message;
    if (message?.exhibit_id === exhibit.exhibit_id)
        return (
            <>
                <p className="quote">{say(message.text)}</p>
                <p className="quiet small">{say(message.why)}</p>
            </>
        );
    // The program's own exhibit: its words are codes, written in one language.
    const isAttempt = exhibit.kind === "contact_attempt" && exhibit.origin.startsWith(OWN_LOG);
    if (isAttempt)
        return (
            <p className="exhibit-lines">
                {t.attempt}
                <br />
                <span className="quiet">{t.origin}</span> {t.attemptFrom} ·{" "}
                {codes("channel", exhibit.origin.slice(OWN_LOG.length))}
            </p>
        );
    return (
        <>
            <dl className="exhibit-lines">
                <Line label={t.purpose} text={exhibit.purpose} />
                {exhibit.origin !== exhibit.reference && (
                    <Line label={t.origin} text={place(exhibit.origin)} />
                )}
                {exhibit.reference && <Line label={t.reference} text={exhibit.reference} />}
            </dl>
            <Excerpt text={exhibit.excerpt?.text ?? ""} />
        </>
    );
}

function Line({ label, text }: { label: string; text: string }) {
    return (
        <div>
            <dt className="quiet">{label}</dt> <dd>{text}</dd>
        </div>
    );
}

const SHORT_LINES = 2;

/** Its own words; a whole conversation is opened by who wants to read it. */
function Excerpt({ text }: { text: string }) {
    const t = useWords(caseWords);
    if (!text) return null;
    const { length } = text.split("\n");
    if (length <= SHORT_LINES) return <p className="quote">{text}</p>;
    return (
        <details>
            <summary>{t.excerpt(length)}</summary>
            <p className="quote">{text}</p>
        </details>
    );
}

function OneExhibit({ exhibit }: { exhibit: Exhibit }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const nameOf = useCommands();
    const { book, may, start } = useOneCase();
    const of = { exhibit_id: exhibit.exhibit_id };
    return (
        <article className="exhibit" id={`exhibit-${exhibit.exhibit_id}`}>
            <header className="row wrap">
                <strong>{book.exhibit(exhibit.kind)}</strong>
                <Tag>{codes("side", exhibit.side)}</Tag>
                {exhibit.late && <Tag color="warning">{t.late}</Tag>}
                <span className="quiet small">
                    <Moment at={exhibit.submitted_at} />
                </span>
                <span className="grow" />
                {["give_opinion", "weigh_exhibit"].map(
                    (command) =>
                        may(command) && (
                            <Button key={command} size="small" onClick={() => start(command, of)}>
                                {nameOf(command)}
                            </Button>
                        ),
                )}
            </header>
            <Told exhibit={exhibit} />
            <FileLine exhibit={exhibit} />
            <Shows bearings={exhibit.bearings ?? []} isFound={false} />
            {exhibit.opinions.map((opinion) => (
                <p key={`${opinion.side}${opinion.words.text}`} className="quote small">
                    <span className="quiet">
                        {codes("side", opinion.side)} {opinion.accepts ? t.accepts : t.disputes}
                    </span>{" "}
                    {opinion.words.text}
                </p>
            ))}
            <Weighed exhibit={exhibit} />
        </article>
    );
}

export function Evidence() {
    const t = useWords(caseWords);
    const nameOf = useCommands();
    const { c, may, start } = useOneCase();
    const [isOver, setOver] = useState(false);
    const maySubmit = may("submit_evidence");
    const submit = maySubmit && (
        <Button onClick={() => start("submit_evidence")}>{nameOf("submit_evidence")}</Button>
    );
    return (
        // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files on; the button does the same
        <section
            className={isOver && maySubmit ? "panel is-over" : "panel"}
            onDragOver={(event) => {
                if (!maySubmit || !event.dataTransfer.types.includes("Files")) return;
                event.preventDefault();
                setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
                const dropped = event.dataTransfer.files[0];
                setOver(false);
                if (!maySubmit || !dropped) return;
                event.preventDefault();
                start("submit_evidence", { dropped });
            }}
        >
            <div className="row panel-head">
                <Typography.Title level={2} className="grow">
                    {t.evidence}{" "}
                    {c.exhibits.length > 0 && <span className="quiet">{c.exhibits.length}</span>}
                </Typography.Title>
                {c.exhibits.length > 0 && submit}
            </div>
            {c.exhibits.length === 0 ? (
                <Nothing
                    title={t.noEvidence}
                    hint={maySubmit && t.noEvidenceHint}
                    action={submit}
                />
            ) : (
                c.exhibits.map((exhibit) => (
                    <OneExhibit key={exhibit.exhibit_id} exhibit={exhibit} />
                ))
            )}
        </section>
    );
}
