// Facts as the rulebook says them.
import { Moment } from "../../kit/due";
import { useOneCase } from "./one-case";

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

export function FactList({ facts }: { facts: Record<string, unknown> | undefined }) {
    const { book } = useOneCase();
    const rows = Object.entries(facts ?? {});
    if (rows.length === 0) return null;
    return (
        <dl className="fact-list">
            {rows.map(([name, value]) => (
                <div key={name}>
                    <dt>{book.fact(name)}</dt>
                    <dd>
                        {typeof value === "string" && MOMENT.test(value) ? (
                            <Moment at={value} />
                        ) : (
                            book.value(name, value)
                        )}
                    </dd>
                </div>
            ))}
        </dl>
    );
}
