// A clause by its id, leading to it in the rulebook.
import { Link } from "react-router";
import { useDesk } from "../../api/desk";
import { useOneCase } from "./one-case";

interface Props {
    clause: string;
    book?: { id: string; version: string };
}

/** Where a rulebook is read by the light of this case. */
export function useBookPath(): (book: { id: string; version: string }) => string {
    const { shop, role } = useDesk();
    const { c } = useOneCase();
    // What would turn a ruling is not for the claimant, who reads the rulebook as it is.
    const light = role === "claimant" ? "" : `?case=${c.case_id}`;
    return ({ id, version }) =>
        `/s/${shop.id}/rulebooks/${id}/${version}${light && `/text${light}`}`;
}

export function ClauseLink({ clause, book }: Props) {
    const bookPath = useBookPath();
    const { c, book: words } = useOneCase();
    const { id, version } = book ?? c.book;
    if (!id) return <span>{clause}</span>;
    return (
        <Link
            className="clause"
            to={`${bookPath({ id, version })}#${clause}`}
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
