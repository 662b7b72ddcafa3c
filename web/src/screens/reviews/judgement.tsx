// What triage made of it: why, under which clause, whether a report would be taken and until when.
import { Tag } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useDesk } from "../../api/desk";
import { useRulebooks } from "../../api/rulebooks";
import { Due } from "../../kit/due";
import { useTimes } from "../../kit/time";
import { Why } from "../../kit/why";
import { useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import { NearMiss } from "./near-miss";
import type { Dossier, Finding } from "./queries";
import { WhyDue } from "./why-due";
import { reviewWords } from "./words";

interface Props {
    finding: Finding;
    dossier: Dossier | null;
}

export function Judgement({ finding, dossier }: Props) {
    const t = useWords(reviewWords);
    const tell = useSay();
    const say = useCodes();
    const { rulebook, clause } = finding;
    const { shop } = useDesk();
    const title = tell(useRulebooks().data?.rulebooks.find(({ id }) => id === rulebook.id)?.title);
    return (
        <section className="panel" aria-label={t.why}>
            <h2>{t.why}</h2>
            <dl className="facts">
                <Fact name={t.admission}>
                    <Admission finding={finding} />
                </Fact>
                {finding.due && (
                    <Fact name={t.due}>
                        <Due
                            due={finding.due}
                            why={() => <WhyDue finding={finding} dossier={dossier} />}
                        />
                    </Fact>
                )}
                {finding.filing_path && finding.reportable && (
                    <Fact name={t.filing}>{finding.filing_path}</Fact>
                )}
                <Fact name={t.clause}>
                    <Link
                        to={`/s/${shop.id}/rulebooks/${rulebook.id}/${rulebook.version}#${clause ?? ""}`}
                    >
                        {clause ?? t.rulebook}
                    </Link>{" "}
                    <span className="quiet small">
                        {title || rulebook.id} {rulebook.version}
                    </span>
                </Fact>
                <Dates finding={finding} />
                {finding.causes.length > 0 && (
                    <Fact name={t.causes}>
                        {finding.causes.map((one) => say("cause", one)).join(" · ")}
                    </Fact>
                )}
                {finding.signs.length > 0 && (
                    <Fact name={t.signs}>{finding.signs.map(tell).join(" · ")}</Fact>
                )}
            </dl>
            {finding.near_miss && <NearMiss miss={finding.near_miss} />}
            <h3>{t.reasons}</h3>
            <Why text={tell(finding.why)} />
            {finding.notes.length > 0 && (
                <ul className="plain quiet">
                    {finding.notes.map((note) => (
                        <li key={note.zh}>{tell(note)}</li>
                    ))}
                </ul>
            )}
        </section>
    );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
    return (
        <div>
            <dt>{name}</dt>
            <dd>{children}</dd>
        </div>
    );
}

function Admission({ finding }: { finding: Finding }) {
    const t = useWords(reviewWords);
    const say = useCodes();
    const { admissible, refusal } = finding;
    if (admissible === null) return <Tag color="warning">{t.cannotTell}</Tag>;
    if (admissible) return <Tag color="success">{t.admitted}</Tag>;
    return (
        <>
            <Tag color="error">{t.notAdmitted}</Tag> {say("refusal", refusal)}
        </>
    );
}

/** The other moments that count: the one that rules is told above. */
function Dates({ finding }: { finding: Finding }) {
    const t = useWords(reviewWords);
    const tell = useSay();
    const times = useTimes();
    const others = finding.dates.filter((one) => one.at !== finding.due);
    return others.map((one) => (
        <Fact key={one.code} name={tell(one.words)}>
            <time dateTime={one.at}>{times.moment(one.at)}</time>
            {one.is_past && <span className="quiet"> · {t.passed}</span>}
            {one.provisional && <span className="quiet"> · {t.provisional}</span>}
        </Fact>
    ));
}
