// The ruling on the evidence at hand, row by row, and the smallest further evidence that would turn
// it (B16).
import { Tag, Typography } from "antd";
import type { Schemas } from "../../api/client";
import { useMay } from "../../api/desk";
import { Due } from "../../kit/due";
import { Loaded } from "../../kit/page";
import { Why } from "../../kit/why";
import { useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import { Clauses } from "./clause-link";
import { FindingTables } from "./finding-tables";
import { useOneCase } from "./one-case";
import { useRehearsal } from "./queries";
import { caseWords } from "./words";

type StandingNow = Schemas["standing"];

const OUTCOME: Record<string, string> = { upheld: "error", not_upheld: "success" };

export function Standing({ standing }: { standing: StandingNow }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { c, book } = useOneCase();
    const { outcome, verdict } = standing;
    const reason = c.kind === "complaint" ? "remedy" : "reason";
    return (
        <span className="row wrap">
            {!standing.decided && <Tag>{t.cannotTell}</Tag>}
            {outcome && (
                <Tag color={OUTCOME[outcome] ?? "default"}>{codes("outcome", outcome)}</Tag>
            )}
            {verdict && <Tag>{codes("verdict", verdict)}</Tag>}
            {standing.ground && <span>{codes("ground", standing.ground)}</span>}
            {standing.reason && !verdict && <span>{book.value(reason, standing.reason)}</span>}
            {standing.points > 0 && (
                <span>
                    {codes("points_class", standing.points_class)} {t.points(standing.points)}
                </span>
            )}
            {standing.refusal && standing.refusal !== "none" && (
                <Tag color="warning">{codes("refusal", standing.refusal)}</Tag>
            )}
        </span>
    );
}

function Turn({ turn }: { turn: Schemas["turn"] }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const say = useSay();
    const { may, start } = useOneCase();
    return (
        <li className="turn">
            {turn.evidence.map((one) => (
                <span key={`${one.exhibit}${one.showing}`} className="row wrap">
                    <span className="quiet">{t.plus}</span>
                    {may("submit_evidence") ? (
                        <button
                            type="button"
                            className="bare as-link"
                            onClick={() => start("submit_evidence", { kind: one.exhibit })}
                        >
                            {say(one.words)}
                        </button>
                    ) : (
                        <span>{say(one.words)}</span>
                    )}
                    {one.showing !== "nothing" && (
                        <span className="quiet">{codes("showing", one.showing)}</span>
                    )}
                </span>
            ))}
            <span className="row wrap">
                <span className="quiet">{t.becomes}</span>
                <Standing standing={turn.then} />
            </span>
        </li>
    );
}

export function Rehearsal({ id }: { id: string }) {
    const t = useWords(caseWords);
    const may = useMay();
    const asked = useRehearsal(id);
    if (!may("read_personal")) return null;
    return (
        <section className="panel">
            <Typography.Title level={2}>{t.rehearsal}</Typography.Title>
            <p className="quiet small">{t.rehearsalHint}</p>
            <Loaded asked={asked}>{(rehearsal) => <Rehearsed rehearsal={rehearsal} />}</Loaded>
        </section>
    );
}

function Rehearsed({ rehearsal }: { rehearsal: Schemas["rehearsal"] }) {
    const t = useWords(caseWords);
    const say = useSay();
    const { c, book } = useOneCase();
    const { now, turns, findings } = rehearsal;
    if (!rehearsal.rulebook.id) return <p className="quiet">{t.noRehearsal}</p>;
    return (
        <>
            <h3 className="label">{t.now}</h3>
            <Standing standing={now} />
            {findings.length === 0 && (
                <div className="small">
                    <Why text={say(now.why)} />
                </div>
            )}
            {findings.length === 0 && <Clauses clauses={now.clauses} book={rehearsal.rulebook} />}
            {findings.map((finding) => (
                <FindingTables
                    key={finding.allegation}
                    finding={finding}
                    bookRef={rehearsal.rulebook}
                    isOpen={findings.length === 1}
                />
            ))}
            {now.missing.length > 0 && (
                <p className="small">
                    <span className="quiet">{t.missingFacts}</span>{" "}
                    {now.missing.map(book.fact).join(" · ")}
                </p>
            )}
            {["final", "withdrawn", "closed"].includes(c.phase) || (
                <>
                    <h3 className="label">{t.turns}</h3>
                    {turns.length === 0 && <p className="quiet small">{t.noTurns}</p>}
                    <ul className="bare-list">
                        {turns.map((turn) => (
                            <Turn
                                key={turn.evidence
                                    .map((one) => `${one.exhibit}${one.showing}`)
                                    .join()}
                                turn={turn}
                            />
                        ))}
                    </ul>
                </>
            )}
            {rehearsal.missing_exhibits.length > 0 && (
                <>
                    <h3 className="label">{t.stillMissing}</h3>
                    <ul className="plain small">
                        {rehearsal.missing_exhibits.map((one) => (
                            <li key={one.name}>{say(one.words)}</li>
                        ))}
                    </ul>
                    {rehearsal.evidence_due && <Due due={rehearsal.evidence_due} />}
                </>
            )}
        </>
    );
}
