// All rulebooks, and a search over everything that stands in them.
import { Input, Tag, Typography } from "antd";
import { Link, useSearchParams } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk } from "../../api/desk";
import { useRulebooks } from "../../api/rulebooks";
import { LitText } from "../../kit/lit-text";
import { Loaded, Nothing, Page } from "../../kit/page";
import { useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import { ConfirmTag } from "./clause";
import { usePartNames } from "./compare";
import { useRulebookSearch } from "./queries";
import { bookWords } from "./words";
import "./rulebooks.css";

type Entry = Schemas["rulebook_entry"];
type Hit = Schemas["rulebook_hit"];

function Book({ entry }: { entry: Entry }) {
    const t = useWords(bookWords);
    const say = useSay();
    const codes = useCodes();
    const { shop } = useDesk();
    const to = (version: string) => `/s/${shop.id}/rulebooks/${entry.id}/${version}/text`;
    const first = entry.in_force ?? entry.versions[0]?.version;
    return (
        <li className="panel">
            <Typography.Title level={2}>
                {first ? <Link to={to(first)}>{say(entry.title)}</Link> : say(entry.title)}
            </Typography.Title>
            <p className="quiet">
                {t.authority} {codes("platform", entry.authority)}
            </p>
            <ul className="versions">
                {entry.versions.map((one) => (
                    <li key={one.version} className="row wrap">
                        <Link to={to(one.version)}>{one.version}</Link>
                        <span>{t.holdsFrom(one.holds_from)}</span>
                        {one.version === entry.in_force && <Tag color="success">{t.now}</Tag>}
                        {one.confirm && <ConfirmTag />}
                    </li>
                ))}
            </ul>
            {!entry.in_force && <p className="quiet">{t.notInForce}</p>}
        </li>
    );
}

const anchorOf = (hit: Hit) => {
    if (hit.part === "clause") return `#${hit.name}`;
    if (hit.table) return `#table-${hit.table}`;
    if (hit.part === "table") return `#table-${hit.name}`;
    const lists: Record<string, string> = {
        fact: "facts",
        result: "results",
        deadline: "deadlines",
    };
    const list = lists[hit.part];
    return list ? `#${list}-` : "";
};

/** Places of the words looked for, in code points, as far as they stand there literally. */
function placesOf(text: string, q: string) {
    const points = [...text.toLowerCase()];
    const wanted = [...q.toLowerCase()];
    const places: { start: number; end: number }[] = [];
    for (let at = 0; wanted.length > 0 && at + wanted.length <= points.length; at += 1)
        if (wanted.every((one, step) => points[at + step] === one))
            places.push({ start: at, end: at + wanted.length });
    return places;
}

function OneHit({ hit, q }: { hit: Hit; q: string }) {
    const say = useSay();
    const partName = usePartNames();
    const { shop } = useDesk();
    const text = say(hit.text);
    return (
        <li className="hit">
            <Link
                to={`/s/${shop.id}/rulebooks/${hit.rulebook}/${hit.version}/text${anchorOf(hit)}`}
            >
                {partName(hit.part)} {hit.part === "prose" ? "" : hit.name}
            </Link>{" "}
            <span className="quiet small">{say(hit.title)}</span>
            <div>
                <LitText text={text} spans={placesOf(text, q)} />
            </div>
        </li>
    );
}

function Hits({ q }: { q: string }) {
    const t = useWords(bookWords);
    const asked = useRulebookSearch(q);
    return (
        <Loaded asked={asked}>
            {({ hits, more }) =>
                hits.length === 0 ? (
                    <Nothing title={t.noHits(q)} hint={t.noHitsHint} />
                ) : (
                    <section className="panel" aria-label={t.search}>
                        <p className="quiet" role="status">
                            {t.hits(hits.length + more)}
                        </p>
                        <ul className="hits">
                            {hits.map((hit, at) => (
                                // biome-ignore lint/suspicious/noArrayIndexKey: an answer is shown whole
                                <OneHit key={at} hit={hit} q={q} />
                            ))}
                        </ul>
                        {more > 0 && <p className="quiet">{t.moreHits(more)}</p>}
                    </section>
                )
            }
        </Loaded>
    );
}

export default function Rulebooks() {
    const t = useWords(bookWords);
    const all = useRulebooks();
    const [search, setSearch] = useSearchParams();
    const q = search.get("q") ?? "";
    return (
        <Page title={t.title} lead={t.lead}>
            <Input.Search
                className="book-search"
                allowClear
                aria-label={t.search}
                placeholder={t.searchHint}
                value={q}
                onChange={(event) =>
                    setSearch(event.target.value ? { q: event.target.value } : {}, {
                        replace: true,
                    })
                }
            />
            {q.trim() ? (
                <Hits q={q.trim()} />
            ) : (
                <Loaded asked={all}>
                    {({ rulebooks }) =>
                        rulebooks.length === 0 ? (
                            <Nothing title={t.none} hint={t.noneHint} />
                        ) : (
                            <ul className="books">
                                {rulebooks.map((entry) => (
                                    <Book key={entry.id} entry={entry} />
                                ))}
                            </ul>
                        )
                    }
                </Loaded>
            )}
        </Page>
    );
}
