// One version of a rulebook: its text, its check, and how it differs from other versions.
import { Alert, Select, Tag } from "antd";
import { Link, useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import { useDesk } from "../../api/desk";
import { type Rulebook, useRulebook, useRulebooks } from "../../api/rulebooks";
import { Loaded, Page } from "../../kit/page";
import { PartNav } from "../../kit/part-nav";
import { useSay, useWords } from "../../words/words";
import { CheckView } from "./check";
import { ConfirmTag } from "./clause";
import { CompareView } from "./compare";
import { BookDocument, type TryState } from "./document";
import { useStanding } from "./queries";
import { bookWords } from "./words";
import "./rulebooks.css";

function Lead({ book }: { book: Rulebook }) {
    const t = useWords(bookWords);
    return (
        <span className="row wrap">
            {book.is_in_force && <Tag color="success">{t.now}</Tag>}
            {book.confirm && <ConfirmTag />}
            <span>
                {t.holdsFrom(book.holds_from)}
                {book.holds_until && ` ${t.holdsUntil(book.holds_until)}`}
            </span>
            <span>{t.published(book.published)}</span>
            <span>{t.checkedOn(book.checked)}</span>
            <span>{t.legal}</span>
        </span>
    );
}

function Versions({ book, view }: { book: Rulebook; view: string }) {
    const t = useWords(bookWords);
    const { shop } = useDesk();
    const go = useNavigate();
    const all = useRulebooks();
    const versions = all.data?.rulebooks.find(({ id }) => id === book.id)?.versions ?? [];
    return (
        <Select
            aria-label={t.version}
            value={book.version}
            onChange={(version) => go(`/s/${shop.id}/rulebooks/${book.id}/${version}/${view}`)}
            options={versions.map((one) => ({
                value: one.version,
                label: `${one.version} · ${t.holdsFrom(one.holds_from)}`,
            }))}
        />
    );
}

function isTryState(state: unknown): state is TryState {
    return typeof state === "object" && state !== null && "table" in state && "given" in state;
}

function TextView({ book }: { book: Rulebook }) {
    const t = useWords(bookWords);
    const { shop } = useDesk();
    const [search] = useSearchParams();
    const { state, key } = useLocation();
    const id = search.get("case");
    const standing = useStanding(id);
    return (
        <>
            {standing.data && (
                <Alert
                    type="info"
                    showIcon
                    title={t.byCase(standing.data.title)}
                    action={<Link to={`/s/${shop.id}/cases/${id}`}>{t.backToCase}</Link>}
                />
            )}
            <BookDocument
                key={isTryState(state) ? key : "read"}
                book={book}
                lit={standing.data?.clauses ?? []}
                fired={standing.data?.fired ?? {}}
                tried={isTryState(state) ? state : null}
            />
        </>
    );
}

export default function RulebookPage() {
    const t = useWords(bookWords);
    const say = useSay();
    const { shop } = useDesk();
    const { rulebook = "", version = "", view = "text" } = useParams();
    const asked = useRulebook(rulebook, version);
    const base = `/s/${shop.id}/rulebooks/${rulebook}/${version}`;
    const name = asked.data ? say(asked.data.title) : rulebook;
    return (
        <Page
            title={name}
            lead={asked.data && <Lead book={asked.data} />}
            actions={asked.data && <Versions book={asked.data} view={view} />}
        >
            <PartNav
                label={t.views}
                parts={[
                    { to: `${base}/text`, name: t.document },
                    { to: `${base}/check`, name: t.check },
                    { to: `${base}/compare`, name: t.compare },
                ]}
            />
            <Loaded asked={asked}>
                {(book) =>
                    view === "check" ? (
                        <CheckView book={book} />
                    ) : view === "compare" ? (
                        <CompareView book={book} />
                    ) : (
                        <TextView book={book} />
                    )
                }
            </Loaded>
        </Page>
    );
}
