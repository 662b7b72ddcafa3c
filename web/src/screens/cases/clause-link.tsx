// A clause by its id, leading to it in the rulebook.
import { Link } from "react-router";
import { useDesk } from "../../shell/desk";
import { useOneCase } from "./one-case";

interface Props {
    clause: string;
    book?: { id: string; version: string };
}

export function ClauseLink({ clause, book }: Props) {
    const { shop } = useDesk();
    const { c, book: words } = useOneCase();
    const { id, version } = book ?? c.book;
    if (!id) return <span>{clause}</span>;
    return (
        <Link
            className="clause"
            to={`/s/${shop.id}/rulebooks/${id}/${version}#${clause}`}
            title={words.clause(clause)}
        >
            {clause}
        </Link>
    );
}

export function Clauses({ clauses, book }: { clauses: string[] } & Omit<Props, "clause">) {
    if (clauses.length === 0) return null;
    return (
        <span className="clauses">
            {clauses.map((clause) => (
                <ClauseLink key={clause} clause={clause} {...(book ? { book } : {})} />
            ))}
        </span>
    );
}
