// The statement of reasons for one side, in one or both languages, to be read or printed (X10).
import { PrinterOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk } from "../../api/desk";
import { Problem } from "../../api/problem";
import { Loaded, Nothing, Page } from "../../kit/page";
import { makeTimes, withMoments } from "../../kit/time";
import { kitWords } from "../../kit/words";
import { useCodes } from "../../terms/codes";
import { type Language, type Said, useLanguage, useWords } from "../../words/words";
import { useCase, useStatement } from "./queries";
import { caseWords } from "./words";
import "./cases.css";

type Shown = Language | "both";

function Sections({ statement, shown }: { statement: Schemas["statement"]; shown: Shown }) {
    const { shop } = useDesk();
    const languages: Language[] = shown === "both" ? ["zh", "en"] : [shown];
    // A letter tells its moments in its own language, whatever that of the desk.
    const tell = (line: Said, language: Language) =>
        withMoments(line[language], makeTimes(language, shop.zone, kitWords[language]));
    return (
        <article className={shown === "both" ? "panel statement is-both" : "panel statement"}>
            {statement.sections.map((section) => (
                <section key={section.name}>
                    {languages.map((language) => (
                        <div key={language} lang={language === "zh" ? "zh-CN" : "en"}>
                            <h2>{section.title[language]}</h2>
                            {section.lines.map((line) => (
                                <p key={line.zh} className="quote">
                                    {tell(line, language)}
                                </p>
                            ))}
                        </div>
                    ))}
                </section>
            ))}
        </article>
    );
}

export default function StatementScreen() {
    const t = useWords(caseWords);
    const codes = useCodes();
    const { language } = useLanguage();
    const { case: id = "", party = "shop" } = useParams();
    const { shop } = useDesk();
    const [chosen, setShown] = useState<Shown | null>(null);
    const asked = useStatement(id, party);
    const page = useCase(id);
    const shown = chosen ?? language;
    const isTooEarly = asked.error instanceof Problem && asked.error.status === 409;
    const title = t.statementFor(codes("side", party));
    return (
        <Page
            title={title}
            lead={<Link to={`/s/${shop.id}/cases/${id}`}>{page.data?.case.title ?? t.back}</Link>}
            actions={
                <>
                    <Segmented
                        value={shown}
                        onChange={setShown}
                        aria-label={t.statement}
                        options={[
                            { value: "zh", label: "中文" },
                            { value: "en", label: "English" },
                            { value: "both", label: t.both },
                        ]}
                    />
                    <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
                        {t.print}
                    </Button>
                </>
            }
        >
            {isTooEarly ? (
                <Nothing title={t.noRuling} />
            ) : (
                <Loaded asked={asked}>
                    {(statement) => <Sections statement={statement} shown={shown} />}
                </Loaded>
            )}
        </Page>
    );
}
