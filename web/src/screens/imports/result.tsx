// What came of it, in numbers; each leads to the reviews behind it.
import { Link } from "react-router";
import { useDesk } from "../../api/desk";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import type { Import } from "./queries";
import { importWords } from "./words";

export function Result({ one: { id, counts } }: { one: Import }) {
    const t = useWords(importWords);
    const say = useCodes();
    const { shop } = useDesk();
    const reviews = `/s/${shop.id}/reviews?state=any&import=${id}`;
    const figures: [string, number, string][] = [
        [t.all, counts.findings, ""],
        [say("verdict", "malicious"), counts.malicious, "&verdict=malicious"],
        [say("verdict", "unclear"), counts.unclear, "&verdict=unclear"],
        [say("verdict", "genuine"), counts.genuine, "&verdict=genuine"],
        [t.reportable, counts.reportable, "&reportable=true"],
    ];
    const left: [string, number][] = [
        [t.duplicates, counts.duplicates],
        [t.unmatched, counts.unmatched],
        [t.ignoredFiles, counts.ignored_files],
    ];
    return (
        <section className="panel" aria-label={t.result}>
            <h2>{t.result}</h2>
            <ul className="figures">
                {figures.map(([name, count, query]) => (
                    <li key={name}>
                        <Link to={reviews + query}>
                            <strong>{count}</strong>
                            <span>{name}</span>
                        </Link>
                    </li>
                ))}
            </ul>
            <p className="quiet small">
                {t.read}{" "}
                {counts.rows
                    .filter((row) => row.rows > 0)
                    .map((row) => `${say("file_kind", row.kind)} ${t.rowsOf(row.rows)}`)
                    .concat(left.filter(([, n]) => n > 0).map(([name, n]) => `${name} ${n}`))
                    .join(" · ")}
            </p>
        </section>
    );
}
