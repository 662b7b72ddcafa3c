// Evidence in hand, and missing with the way to get it.
import { CheckOutlined, ExclamationCircleOutlined } from "@ant-design/icons";
import { usePlace } from "../../kit/place";
import { useSay, useWords } from "../../words/words";
import type { Finding } from "./queries";
import { reviewWords } from "./words";

type Item = Finding["evidence"]["have"][number];

export function EvidenceLists({ evidence }: { evidence: Finding["evidence"] }) {
    const t = useWords(reviewWords);
    const { have, missing } = evidence;
    if (have.length + missing.length === 0) return null;
    return (
        <section className="panel" aria-label={t.evidence}>
            <h2>{t.evidence}</h2>
            {missing.length > 0 && (
                <>
                    <h3>{t.missing(missing.length)}</h3>
                    <Items items={missing} isMissing />
                </>
            )}
            <h3>{t.have(have.length)}</h3>
            {have.length > 0 ? <Items items={have} /> : <p className="quiet">{t.nothingHad}</p>}
            {missing.length === 0 && <p className="quiet small">{t.nothingMissing}</p>}
        </section>
    );
}

function Items({ items, isMissing }: { items: Item[]; isMissing?: boolean }) {
    const tell = useSay();
    const place = usePlace();
    return (
        <ul className="evidence">
            {items.map((one) => (
                <li key={one.kind + (one.reference ?? "")}>
                    {isMissing ? (
                        <ExclamationCircleOutlined className="is-missing" aria-hidden />
                    ) : (
                        <CheckOutlined className="is-had" aria-hidden />
                    )}
                    <span>
                        {tell(one.words)}
                        {one.reference && (
                            <span className="quiet small"> {place(one.reference)}</span>
                        )}
                    </span>
                </li>
            ))}
        </ul>
    );
}
