// A customer's complaint: the words, the steps taken, what was proposed and what came of it.
import { Button, Tag, Typography } from "antd";
import { Person } from "../../kit/person";
import { useCodes } from "../../terms/codes";
import { useCommands } from "../../terms/commands";
import { useSay, useWords } from "../../words/words";
import { Clauses } from "./clause-link";
import { FactList } from "./facts";
import { useOneCase } from "./one-case";
import type { Case } from "./queries";
import { caseWords } from "./words";

const MOVES = ["approve_goodwill", "record_consent", "carry_out"];

function Remedy({ remedy }: { remedy: Case["remedies"][number] }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const say = useSay();
    const nameOf = useCommands();
    const { book, may, start } = useOneCase();
    return (
        <article className="exhibit">
            <header className="row wrap">
                <strong>{book.remedy(remedy.remedy)}</strong>
                <Tag>{codes("basis", remedy.basis)}</Tag>
                {remedy.needs_approval && (
                    <Tag color={remedy.approved ? "success" : "warning"}>
                        {remedy.approved ? t.approved : t.needsApproval}
                    </Tag>
                )}
                <Tag color={remedy.consent === "given" ? "success" : "default"}>
                    {codes("consent", remedy.consent)}
                </Tag>
                {remedy.carried_out && <Tag color="success">{t.carriedOut}</Tag>}
                <span className="grow" />
                {!remedy.carried_out &&
                    MOVES.filter(may).map((command) => (
                        <Button
                            key={command}
                            size="small"
                            onClick={() => start(command, { remedy_id: remedy.remedy_id })}
                        >
                            {nameOf(command)}
                        </Button>
                    ))}
            </header>
            <p className="quote">{remedy.offered}</p>
            {remedy.reason && <p className="small">{remedy.reason}</p>}
            <p className="small quiet">
                {say(remedy.why)} <Clauses clauses={remedy.clauses} />
            </p>
        </article>
    );
}

export function ComplaintCard() {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { c } = useOneCase();
    return (
        <section className="panel">
            <Typography.Title level={2}>{t.complaint}</Typography.Title>
            <p className="quiet small">{codes("channel", c.channel)}</p>
            <p className="quote">{c.words.text}</p>
            <FactList facts={c.facts} />
            {c.steps.length > 0 && (
                <p>
                    <span className="quiet">{t.steps}</span>{" "}
                    {c.steps.map((step, index) => (
                        <Tag key={`${step}${c.steps.slice(0, index).length}`}>
                            {codes("step", step)}
                        </Tag>
                    ))}
                </p>
            )}
            {c.asked.length > 0 && (
                <>
                    <h3 className="label">{t.askedBefore}</h3>
                    <ul className="plain">
                        {c.asked.map((question) => (
                            <li key={question}>{question}</li>
                        ))}
                    </ul>
                </>
            )}
            {c.remedies.length > 0 && <h3 className="label">{t.remedies}</h3>}
            {c.remedies.map((remedy) => (
                <Remedy key={remedy.remedy_id} remedy={remedy} />
            ))}
            {c.hand_over && (
                <>
                    <h3 className="label">
                        {t.handOver} → <Person user={c.hand_over.to} />
                    </h3>
                    <p className="quote">{c.hand_over.summary.text}</p>
                </>
            )}
        </section>
    );
}
