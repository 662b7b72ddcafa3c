// Calls, recordings, contacts, claims, parcels and notes about the order, each with where it stands.
import type { ReactNode } from "react";
import { useTimes } from "../../kit/time";
import { kitWords } from "../../kit/words";
import { useWords } from "../../words/words";
import type { Dossier } from "./queries";
import { reviewWords } from "./words";

interface Entry {
    at: string | null;
    text: ReactNode;
    source: { file: string; line: number };
}

export function Records({ dossier }: { dossier: Dossier }) {
    const t = useWords(reviewWords);
    const { calls, recordings, contacts, claims, parcels, notes } = dossier;
    const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(" · ");
    const groups: [string, Entry[]][] = [
        [
            t.calls,
            calls.map((one) => ({
                at: one.start,
                text: `${one.caller} → ${one.callee} · ${one.seconds ? t.seconds(one.seconds) : t.unanswered}`,
                source: one.source,
            })),
        ],
        [
            t.recordings,
            recordings.map((one) => ({
                at: one.at,
                text: (
                    <>
                        {one.transcript}
                        <div className="quiet small">
                            {joined(
                                one.file,
                                one.how_obtained && `${t.obtained}: ${one.how_obtained}`,
                            )}
                        </div>
                    </>
                ),
                source: one.source,
            })),
        ],
        [
            t.contacts,
            contacts.map((one) => ({
                at: one.at,
                text: joined(
                    one.channel,
                    one.agent,
                    one.number,
                    one.answered === false ? t.unanswered : null,
                    one.note,
                ),
                source: one.source,
            })),
        ],
        [
            t.claims,
            claims.map((one) => ({
                at: one.opened_at,
                text: joined(
                    one.text,
                    one.won_by && `${t.wonBy} ${one.won_by}`,
                    one.amount?.amount,
                ),
                source: one.source,
            })),
        ],
        [
            t.parcels,
            parcels.map((one) => ({
                at: one.sent_at,
                text: joined(one.waybill, one.contents, one.from && `${t.from} ${one.from}`),
                source: one.source,
            })),
        ],
        [
            t.shopNotes,
            notes.map((one) => ({
                at: one.at,
                text: joined(one.text, one.by),
                source: one.source,
            })),
        ],
    ];
    const there = groups.filter(([, entries]) => entries.length > 0);
    if (there.length === 0) return null;
    return (
        <section className="panel" aria-label={t.records}>
            {there.map(([name, entries]) => (
                <div key={name}>
                    <h2>{name}</h2>
                    <ul className="records">
                        {entries.map((one) => (
                            <EntryLine key={`${one.source.file}:${one.source.line}`} entry={one} />
                        ))}
                    </ul>
                </div>
            ))}
        </section>
    );
}

function EntryLine({ entry }: { entry: Entry }) {
    const t = useWords(kitWords);
    const times = useTimes();
    return (
        <li>
            <div className="quiet small">
                {entry.at && times.moment(entry.at)}{" "}
                {t.source(entry.source.file, entry.source.line)}
            </div>
            <div className="quote">{entry.text}</div>
        </li>
    );
}
