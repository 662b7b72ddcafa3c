// A rulebook as a page to read: contents at the side, clauses and tables in the order of the page.
import { Typography } from "antd";
import { useEffect, useMemo } from "react";
import { useLocation } from "react-router";
import type { Rulebook } from "../../api/rulebooks";
import { useSay, useWords } from "../../words/words";
import { Prose } from "./blocks";
import { Clause } from "./clause";
import type { Given } from "./literal";
import type { FiredRows } from "./queries";
import { type Section, sectionsOf } from "./sections";
import { TableSection } from "./table-section";
import { type BookTerms, useBookTerms } from "./terms";
import { Deadlines, Facts, Results } from "./vocabulary";
import { bookWords } from "./words";

/** Where a table shall be tried from the start. */
export interface TryState {
    table: string;
    given: Given;
}

const NONE: readonly string[] = [];
const plain = (section: Section) => section.heading?.runs?.map(({ text }) => text).join("") ?? "";

function useTitles(book: Rulebook): (section: Section) => string {
    const t = useWords(bookWords);
    const say = useSay();
    return (section) => {
        const { part, name } = section;
        if (part === "clause")
            return say(book.clauses.find(({ id }) => id === name)?.title) || plain(section);
        if (part === "table")
            return say(book.tables.find((one) => one.name === name)?.title) || plain(section);
        if (part === "facts") return t.allFacts;
        if (part === "results") return t.allResults;
        if (part === "deadlines") return t.allDeadlines;
        return plain(section) || t.overview;
    };
}

function Body({
    book,
    section,
    terms,
    fired,
    tried,
}: {
    book: Rulebook;
    section: Section;
    terms: BookTerms;
    fired: FiredRows;
    tried: TryState | null;
}) {
    const { part, name } = section;
    const clause = book.clauses.find(({ id }) => part === "clause" && id === name);
    const table = book.tables.find((one) => part === "table" && one.name === name);
    return (
        <>
            <Prose blocks={section.prose} />
            {clause && <Clause clause={clause} />}
            {table && (
                <TableSection
                    book={book}
                    table={table}
                    terms={terms}
                    first={tried?.table === name ? tried.given : null}
                    fired={fired[table.name] ?? NONE}
                />
            )}
            {part === "facts" && <Facts book={book} terms={terms} />}
            {part === "results" && <Results book={book} terms={terms} />}
            {part === "deadlines" && <Deadlines book={book} terms={terms} />}
        </>
    );
}

function Contents({
    sections,
    titleOf,
    book,
}: {
    sections: Section[];
    titleOf: (section: Section) => string;
    book: Rulebook;
}) {
    const t = useWords(bookWords);
    const isUnconfirmed = (section: Section) =>
        section.part === "clause" &&
        book.clauses.some(({ id, confirm }) => confirm && id === section.name);
    return (
        <nav className="contents" aria-label={t.contents}>
            <strong>{t.contents}</strong>
            <ol>
                {sections.map((section) => (
                    <li key={section.anchor}>
                        <a href={`#${section.anchor}`}>
                            {section.part === "clause" && (
                                <span className="clause-id">{section.name}</span>
                            )}
                            {titleOf(section)}
                        </a>
                        {isUnconfirmed(section) && (
                            <span
                                className="dot"
                                role="img"
                                aria-label={t.confirm}
                                title={t.confirm}
                            />
                        )}
                    </li>
                ))}
            </ol>
        </nav>
    );
}

interface Props {
    book: Rulebook;
    /** Clauses on which a case rests. */
    lit: readonly string[];
    /** Rows that fire for that case. */
    fired: FiredRows;
    tried: TryState | null;
}

export function BookDocument({ book, lit, fired, tried }: Props) {
    const terms = useBookTerms(book);
    const titleOf = useTitles(book);
    const { hash } = useLocation();
    // Examples stand with their table.
    const sections = useMemo(
        () => sectionsOf(book.blocks).filter(({ part }) => part !== "examples"),
        [book],
    );
    const target = tried ? `table-${tried.table}` : decodeURIComponent(hash.slice(1));
    useEffect(() => {
        if (target) document.getElementById(target)?.scrollIntoView?.({ block: "start" });
    }, [target]);
    return (
        <div className="book">
            <Contents sections={sections} titleOf={titleOf} book={book} />
            <div className="book-text">
                {sections.map((section) => (
                    <section
                        key={section.anchor}
                        id={section.anchor}
                        className={
                            lit.includes(section.name) && section.part === "clause"
                                ? "book-section is-lit"
                                : "book-section"
                        }
                    >
                        <Typography.Title level={2}>
                            {section.part === "clause" && (
                                <span className="clause-id">{section.name}</span>
                            )}
                            {titleOf(section)}
                        </Typography.Title>
                        <Body
                            book={book}
                            section={section}
                            terms={terms}
                            fired={fired}
                            tried={tried}
                        />
                    </section>
                ))}
            </div>
        </div>
    );
}
