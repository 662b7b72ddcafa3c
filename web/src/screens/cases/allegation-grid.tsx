// The grid of a claim: what is alleged, what the shop says to it, the exhibits that bear on it, and
// what was found (H11).
import { Button, Tag, Typography } from "antd";
import { Moment } from "../../kit/due";
import { Why } from "../../kit/why";
import { useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import { Clauses } from "./clause-link";
import { FactList } from "./facts";
import { useOneCase } from "./one-case";
import type { Allegation, Exhibit } from "./queries";
import { ShowingTag } from "./showing";
import { caseWords } from "./words";

function Alleged({ one }: { one: Allegation }) {
    const t = useWords(caseWords);
    const { book } = useOneCase();
    return (
        <>
            <strong>{book.value("alleged", one.alleged)}</strong>
            <p className="quote">{one.words.text}</p>
            <p className="quiet small">
                {t.disturbed} {book.value("person", one.person)}
                {one.stop_requested_at && (
                    <>
                        {" · "}
                        {t.stopAt} <Moment at={one.stop_requested_at} />
                    </>
                )}
            </p>
            <FactList facts={one.facts} />
        </>
    );
}

function Answered({ one }: { one: Allegation }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { c, may, start } = useOneCase();
    const answer = c.answer?.answers.find((answered) => answered.allegation === one.id);
    if (!answer)
        return (
            <>
                <p className="quiet">{t.notAnswered}</p>
                {may("submit_answer") && (
                    <Button size="small" onClick={() => start("submit_answer")}>
                        {t.answer}
                    </Button>
                )}
            </>
        );
    return (
        <>
            <Tag>{codes("position", answer.position)}</Tag>
            {c.answer?.late && <Tag color="warning">{t.late}</Tag>}
            <p className="quote">{answer.words.text}</p>
        </>
    );
}

export const bearingOn = (exhibit: Exhibit, allegation: string) =>
    exhibit.bearings?.find((one) => (one.allegation ?? "") === allegation);
const foundOn = (exhibit: Exhibit, allegation: string) =>
    exhibit.weighing?.findings.find((one) => (one.allegation ?? "") === allegation);

function Bearing({ one }: { one: Allegation }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { c } = useOneCase();
    const named = c.answer?.answers.find((answer) => answer.allegation === one.id)?.exhibits ?? [];
    const bearing = c.exhibits.filter(
        (exhibit) => bearingOn(exhibit, one.id) || named.includes(exhibit.exhibit_id),
    );
    if (bearing.length === 0) return <p className="quiet">{t.noExhibits}</p>;
    return (
        <ul className="bare-list">
            {bearing.map((exhibit) => {
                const found = foundOn(exhibit, one.id);
                const showing = found ?? bearingOn(exhibit, one.id);
                return (
                    <li key={exhibit.exhibit_id}>
                        <a href={`#exhibit-${exhibit.exhibit_id}`}>
                            {codes("exhibit", exhibit.kind)}
                        </a>{" "}
                        <span className="quiet small">{codes("side", exhibit.side)}</span>{" "}
                        {showing && <ShowingTag showing={showing.showing} isFound={!!found} />}
                        {exhibit.weighing?.admitted === false && <Tag>{t.notAdmitted}</Tag>}
                    </li>
                );
            })}
        </ul>
    );
}

function Found({ one }: { one: Allegation }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const say = useSay();
    const { c, book } = useOneCase();
    const ruling = c.rulings.at(-1);
    const finding = ruling?.findings.find((found) => found.allegation === one.id);
    if (!finding) return <p className="quiet">{t.notFoundYet}</p>;
    return (
        <>
            <strong>{codes("outcome", finding.outcome)}</strong>{" "}
            <span>{book.value("reason", finding.reason)}</span>
            {finding.points > 0 && (
                <p>
                    {codes("points_class", finding.points_class)} {t.points(finding.points)}
                </p>
            )}
            <div className="small">
                <Why text={say(finding.why)} />
            </div>
            <Clauses clauses={finding.clauses} {...(ruling ? { book: ruling.book } : {})} />
        </>
    );
}

export function AllegationGrid() {
    const t = useWords(caseWords);
    const { c } = useOneCase();
    const columns = [
        { title: t.alleged, Cell: Alleged },
        { title: t.answer, Cell: Answered },
        { title: t.exhibitsFor, Cell: Bearing },
        { title: t.finding, Cell: Found },
    ];
    return (
        <section className="panel">
            <Typography.Title level={2}>{t.allegations}</Typography.Title>
            {c.allegations.map((one) => (
                <div key={one.id} className="allegation">
                    {columns.map(({ title, Cell }) => (
                        <section key={title} aria-label={title}>
                            <h3 className="label">{title}</h3>
                            <Cell one={one} />
                        </section>
                    ))}
                </div>
            ))}
            {c.answer && (
                <div className="allegation-answer">
                    {c.answer.course_of_trade.text && (
                        <>
                            <h3 className="label">{t.course}</h3>
                            <p className="quote">{c.answer.course_of_trade.text}</p>
                        </>
                    )}
                    <FactList facts={c.answer.facts} />
                </div>
            )}
        </section>
    );
}
