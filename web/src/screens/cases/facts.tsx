// Facts as the rulebook says them. Of many, those on which it turns stand first, and those that say
// that there was nothing are folded.
import { Moment } from "../../kit/due";
import { useWords } from "../../words/words";
import { inOrder } from "./facts-order";
import { useOneCase } from "./one-case";
import { useRehearsal } from "./queries";
import { caseWords } from "./words";

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const MANY = 10;

type Row = [name: string, value: unknown];

function Rows({ rows }: { rows: Row[] }) {
    const { book } = useOneCase();
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

function ManyFacts({ facts }: { facts: Record<string, unknown> }) {
    const t = useWords(caseWords);
    const { c, book } = useOneCase();
    const { data } = useRehearsal(c.case_id);
    const fired = data?.findings.flatMap(({ tables }) => tables) ?? [];
    const { first, rest } = inOrder(facts, book.names, book.askedBy(fired));
    return (
        <div className="many-facts">
            {first.length > 0 && <Rows rows={first} />}
            {rest.length > 0 && (
                <details>
                    <summary className="quiet small">{t.factsOfNothing(rest.length)}</summary>
                    <Rows rows={rest} />
                </details>
            )}
        </div>
    );
}

export function FactList({ facts }: { facts: Record<string, unknown> | undefined }) {
    const { book } = useOneCase();
    if (!facts) return null;
    const { length } = Object.keys(facts);
    if (length === 0) return null;
    if (length > MANY) return <ManyFacts facts={facts} />;
    const { first, rest } = inOrder(facts, book.names, new Set());
    return <Rows rows={[...first, ...rest]} />;
}
