// Two versions side by side: what was added, removed and changed, cell by cell.
import { Select, Tag } from "antd";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { type Rulebook, useRulebooks } from "../../api/rulebooks";
import { DataTable } from "../../kit/data-table";
import { Loaded, Nothing } from "../../kit/page";
import { useWords } from "../../words/words";
import { useComparison } from "./queries";
import { bookWords } from "./words";

type Change = Schemas["rulebook_change"];
const COLOURS = { added: "success", removed: "error", changed: "warning" } as const;
const isKind = (kind: string): kind is keyof typeof COLOURS => kind in COLOURS;

const PARTS = [
    "front",
    "fact",
    "result",
    "deadline",
    "clause",
    "table",
    "row",
    "example",
    "prose",
    "title",
] as const;

export function usePartNames(): (part: string) => string {
    const t = useWords(bookWords);
    return (part) => {
        const known = PARTS.find((one) => one === part);
        return known ? t[`part_${known}`] : part;
    };
}

function What({ change }: { change: Change }) {
    const t = useWords(bookWords);
    const partName = usePartNames();
    return (
        <span>
            {isKind(change.change) && <Tag color={COLOURS[change.change]}>{t[change.change]}</Tag>}
            {partName(change.part)} {change.table && `${change.table} · `}
            <strong>{change.name}</strong>
        </span>
    );
}

function Cells({ change, side }: { change: Change; side: "from" | "to" }) {
    return (
        <ul className="cells">
            {change.cells.map((cell) => (
                <li key={cell.column}>
                    <span className="quiet small">{cell.column}</span>{" "}
                    {cell[side] === null ? (
                        "–"
                    ) : side === "from" ? (
                        <del>{cell.from}</del>
                    ) : (
                        <ins>{cell.to}</ins>
                    )}
                </li>
            ))}
        </ul>
    );
}

function Changes({ id, from, to }: { id: string; from: string; to: string }) {
    const t = useWords(bookWords);
    const comparison = useComparison(id, from, to);
    return (
        <Loaded asked={comparison}>
            {({ changes, more }) => (
                <>
                    <DataTable
                        caption={t.compare}
                        rows={changes}
                        keyOf={(_, at) => String(at)}
                        empty={<Nothing title={t.same} />}
                        columns={[
                            {
                                key: "what",
                                title: t.what,
                                cell: (one) => <What change={one} />,
                            },
                            {
                                key: "from",
                                title: `${t.before} · ${from}`,
                                cell: (one) => <Cells change={one} side="from" />,
                            },
                            {
                                key: "to",
                                title: `${t.after} · ${to}`,
                                cell: (one) => <Cells change={one} side="to" />,
                            },
                        ]}
                    />
                    {more > 0 && <p className="quiet">{t.moreChanges(more)}</p>}
                </>
            )}
        </Loaded>
    );
}

function Pair({ book, versions }: { book: Rulebook; versions: Schemas["rulebook_version"][] }) {
    const t = useWords(bookWords);
    const sorted = [...versions].sort((a, b) => a.holds_from.localeCompare(b.holds_from));
    const here = sorted.findIndex(({ version }) => version === book.version);
    const [from, setFrom] = useState(sorted[here > 0 ? here - 1 : here]?.version ?? book.version);
    const [to, setTo] = useState(sorted[here > 0 ? here : here + 1]?.version ?? book.version);
    if (versions.length < 2) return <Nothing title={t.oneVersion} hint={t.oneVersionHint} />;
    const options = sorted.map((one) => ({
        value: one.version,
        label: `${one.version} · ${t.holdsFrom(one.holds_from)}`,
    }));
    return (
        <div className="stack">
            <div className="row wrap">
                <Select
                    aria-label={t.fromVersion}
                    value={from}
                    options={options}
                    onChange={setFrom}
                />
                <span aria-hidden>→</span>
                <Select aria-label={t.toVersion} value={to} options={options} onChange={setTo} />
            </div>
            <Changes id={book.id} from={from} to={to} />
        </div>
    );
}

export function CompareView({ book }: { book: Rulebook }) {
    const all = useRulebooks();
    return (
        <Loaded asked={all}>
            {({ rulebooks }) => (
                <Pair
                    book={book}
                    versions={rulebooks.find(({ id }) => id === book.id)?.versions ?? []}
                />
            )}
        </Loaded>
    );
}
