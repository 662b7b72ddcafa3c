// Import: drop what there is, see what it was taken for, say which column is which, and run it.
import { App, Tag } from "antd";
import { Link, useNavigate, useParams } from "react-router";
import { useDesk, useMay } from "../../api/desk";
import { type DroppedFile, DropZone } from "../../kit/drop-zone";
import { Loaded, Nothing, Page } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useTimes } from "../../kit/time";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import "./imports.css";
import { OneImport } from "./one-import";
import { type Import, isRunning, useImport, useImports, useMakeImport } from "./queries";
import { useUploads } from "./uploads";
import { importWords } from "./words";

export default function Imports() {
    const { import: id } = useParams();
    const t = useWords(importWords);
    const uploads = useUploads();
    const may = useMay();
    if (!may("import"))
        return (
            <Page title={t.title}>
                <Nothing title={t.notYours} hint={t.notYoursHint} />
            </Page>
        );
    return id ? <Opened id={id} uploads={uploads} /> : <Start uploads={uploads} />;
}

type Uploads = ReturnType<typeof useUploads>;

function Start({ uploads }: { uploads: Uploads }) {
    const t = useWords(importWords);
    const { shop } = useDesk();
    const go = useNavigate();
    const make = useMakeImport();
    const begin = (files: DroppedFile[]) =>
        make.mutate(undefined, {
            onSuccess: (made) => {
                uploads.add(made.id, files);
                go(`/s/${shop.id}/import/${made.id}`);
            },
        });
    return (
        <Page title={t.title} lead={t.lead}>
            <DropZone title={t.drop} hint={t.dropHint} onFiles={begin} />
            {make.error && <ProblemNote error={make.error} />}
            <Earlier />
        </Page>
    );
}

function Earlier() {
    const t = useWords(importWords);
    const say = useCodes();
    const times = useTimes();
    const { shop } = useDesk();
    const asked = useImports();
    return (
        <section className="panel" aria-label={t.earlier}>
            <h2>{t.earlier}</h2>
            <Loaded asked={asked}>
                {({ imports }) =>
                    imports.length === 0 ? (
                        <Nothing title={t.noEarlier} hint={t.noEarlierHint} />
                    ) : (
                        <ul className="import-list">
                            {imports.map((one) => (
                                <li key={one.id}>
                                    <Link to={`/s/${shop.id}/import/${one.id}`}>
                                        {times.moment(one.made_at)}
                                    </Link>
                                    <StateTag state={one.state} say={say} />
                                    <span className="quiet">{t.files(one.files)}</span>
                                    <span className="quiet">{t.findings(one.findings)}</span>
                                    <span className="quiet">{t.problems(one.problems)}</span>
                                    {one.made_by_name && (
                                        <span className="quiet">{t.by(one.made_by_name)}</span>
                                    )}
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </section>
    );
}

function Opened({ id, uploads }: { id: string; uploads: Uploads }) {
    const t = useWords(importWords);
    const say = useCodes();
    const times = useTimes();
    const { shop } = useDesk();
    const asked = useImport(id);
    const { message } = App.useApp();
    const go = useNavigate();
    const data = asked.data;
    return (
        <Page
            title={data ? t.one(times.moment(data.made_at)) : t.title}
            lead={
                data && (
                    <span className="row wrap">
                        <StateTag state={data.state} say={say} />
                        {data.made_by_name && <span>{t.by(data.made_by_name)}</span>}
                        <span>{t.kept(times.day(data.files_until))}</span>
                    </span>
                )
            }
            actions={<Link to={`/s/${shop.id}/import`}>{t.back}</Link>}
        >
            <Loaded asked={asked}>
                {(one) => (
                    <OneImport
                        one={one}
                        uploads={uploads}
                        onRemoved={() => {
                            message.success(t.remove);
                            go(`/s/${shop.id}/import`, { replace: true });
                        }}
                    />
                )}
            </Loaded>
        </Page>
    );
}

function StateTag({ state, say }: { state: Import["state"]; say: ReturnType<typeof useCodes> }) {
    const colour = isRunning(state)
        ? "processing"
        : state === "done"
          ? "success"
          : state === "failed"
            ? "error"
            : "default";
    return <Tag color={colour}>{say("import_state", state)}</Tag>;
}
