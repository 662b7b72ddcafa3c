// What belongs to the case beside its matter: linked cases, settlements, where it was filed.
import { Tag, Typography } from "antd";
import { Link } from "react-router";
import { useDesk } from "../../api/desk";
import { Moment } from "../../kit/due";
import { useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import { Clauses } from "./clause-link";
import { useOneCase } from "./one-case";
import { useCase } from "./queries";
import { caseWords } from "./words";

function LinkedCase({ other, relation }: { other: string; relation: string }) {
    const codes = useCodes();
    const { shop } = useDesk();
    const asked = useCase(other);
    return (
        <li className="row wrap">
            <Tag>{codes("relation", relation)}</Tag>
            <Link to={`/s/${shop.id}/cases/${other}`}>{asked.data?.case.title ?? other}</Link>
        </li>
    );
}

export function Ties() {
    const t = useWords(caseWords);
    const codes = useCodes();
    const say = useSay();
    const { c, page } = useOneCase();
    const parts = [
        page.next_steps.length > 0 && (
            <section key="steps" className="panel">
                <Typography.Title level={2}>{t.nextSteps}</Typography.Title>
                <ol className="plain">
                    {page.next_steps.map((step) => (
                        <li key={step.name}>{say(step.words)}</li>
                    ))}
                </ol>
            </section>
        ),
        c.links.length + c.right_paths.length > 0 && (
            <section key="links" className="panel">
                <Typography.Title level={2}>{t.links}</Typography.Title>
                {c.right_paths.map((path) => (
                    <p key={`${path.allegation}${path.path}`} className="small">
                        {say(path.words)} <Clauses clauses={path.clauses} />
                    </p>
                ))}
                <ul className="bare-list">
                    {c.links.map((link) => (
                        <LinkedCase key={link.other} {...link} />
                    ))}
                </ul>
            </section>
        ),
        c.settlements.length > 0 && (
            <section key="settled" className="panel">
                <Typography.Title level={2}>{t.settlements}</Typography.Title>
                {c.settlements.map((one) => (
                    <p key={`${one.what}${one.terms.text}`}>
                        <Tag>{codes("settled", one.what)}</Tag>
                        {one.amount && (
                            <span className="tabular">
                                {one.amount.amount} {one.amount.currency}
                            </span>
                        )}{" "}
                        {one.terms.text}
                    </p>
                ))}
            </section>
        ),
        c.filings.length > 0 && (
            <section key="filed" className="panel">
                <Typography.Title level={2}>{t.filings}</Typography.Title>
                {c.filings.map((one) => (
                    <p key={`${one.what}${one.filed_at}`} className="small">
                        <Tag>{codes("filed", one.what)}</Tag> <Moment at={one.filed_at} />
                        <br />
                        {one.path}
                        {one.reference && <span className="quiet"> · {one.reference}</span>}
                    </p>
                ))}
            </section>
        ),
    ];
    return parts;
}
