// Facts as the rulebook says them.
import { useOneCase } from "./one-case";

export function FactList({ facts }: { facts: Record<string, unknown> | undefined }) {
    const { book } = useOneCase();
    const rows = Object.entries(facts ?? {});
    if (rows.length === 0) return null;
    return (
        <dl className="fact-list">
            {rows.map(([name, value]) => (
                <div key={name}>
                    <dt>{book.fact(name)}</dt>
                    <dd>{book.value(name, value)}</dd>
                </div>
            ))}
        </dl>
    );
}
