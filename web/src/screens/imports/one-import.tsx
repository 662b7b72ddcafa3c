// One import: its files, how far it is, what came of it.
import { Alert, Button, Collapse, Popconfirm, Progress } from "antd";
import { useRef, useState } from "react";
import { useDesk } from "../../api/desk";
import { DropZone } from "../../kit/drop-zone";
import { ProblemNote } from "../../kit/problem-note";
import { instantOf } from "../../kit/wall-time";
import { WhenField } from "../../kit/when-field";
import { useSay, useWords } from "../../words/words";
import { Files } from "./files";
import { sizeOf } from "./names";
import { type Import, isRunning, useImportMoves } from "./queries";
import { Refused } from "./refused";
import { Result } from "./result";
import type { useUploads } from "./uploads";
import { importWords } from "./words";

interface Props {
    one: Import;
    uploads: ReturnType<typeof useUploads>;
    onRemoved: () => void;
}

export function OneImport({ one, uploads, onRemoved }: Props) {
    const t = useWords(importWords);
    const say = useSay();
    const moves = useImportMoves(one.id);
    const own = uploads.uploads.filter((upload) => upload.importId === one.id);
    const isUploading = own.some((upload) => upload.error === null);
    const top = useRef<HTMLSpanElement>(null); // how far it is, and what came of it
    const runs = isRunning(one.state);
    const hasRun = one.ended_at !== null;
    const error =
        moves.run.error ?? moves.stop.error ?? moves.removeFile.error ?? moves.remove.error;
    return (
        <>
            <span ref={top} />
            {runs && (
                <Running one={one} isStopping={moves.stop.isPending} onStop={moves.stop.mutate} />
            )}
            {one.state === "failed" && (
                <Alert type="error" showIcon title={t.failed} description={say(one.fault)} />
            )}
            {one.state === "stopped" && <Alert type="info" showIcon title={t.stopped} />}
            {error && <ProblemNote error={error} />}
            {hasRun && !runs && one.state !== "failed" && <Result one={one} />}
            <Files
                one={one}
                uploads={own}
                isLocked={runs}
                onAgain={uploads.again}
                onDrop={uploads.drop}
                onRemove={moves.removeFile.mutate}
            />
            {!runs && (
                <>
                    <DropZone title={t.more} onFiles={(files) => uploads.add(one.id, files)} />
                    <Start
                        isReady={!isUploading && one.files.length > 0}
                        isAgain={hasRun}
                        isStarting={moves.run.isPending}
                        onRun={(asOf) => {
                            moves.run.mutate(asOf);
                            top.current?.scrollIntoView({ block: "center" });
                        }}
                    />
                </>
            )}
            {one.problems > 0 && <Refused id={one.id} total={one.problems} />}
            {!runs && (
                <div>
                    <Popconfirm
                        title={t.removeAllSure}
                        okText={t.yes}
                        cancelText={t.no}
                        onConfirm={() => moves.remove.mutate(undefined, { onSuccess: onRemoved })}
                    >
                        <Button danger type="text" loading={moves.remove.isPending}>
                            {t.removeAll}
                        </Button>
                    </Popconfirm>
                </div>
            )}
        </>
    );
}

interface StartProps {
    isReady: boolean;
    isAgain: boolean;
    isStarting: boolean;
    onRun: (asOf: string | undefined) => void;
}

function Start({ isReady, isAgain, isStarting, onRun }: StartProps) {
    const t = useWords(importWords);
    const { shop } = useDesk();
    const [asOf, setAsOf] = useState("");
    return (
        <section
            className={isAgain ? "panel import-start" : "panel import-start is-next"}
            aria-label={t.run}
        >
            <div className="row wrap">
                <Button
                    type={isAgain ? "default" : "primary"}
                    size="large"
                    disabled={!isReady}
                    loading={isStarting}
                    onClick={() => onRun(asOf ? instantOf(asOf, shop.zone) : undefined)}
                >
                    {isAgain ? t.runAgain : t.run}
                </Button>
                {!isReady && <span className="quiet">{t.runHint}</span>}
            </div>
            <Collapse
                ghost
                size="small"
                items={[
                    {
                        key: "as-of",
                        label: t.asOf,
                        children: (
                            <>
                                <WhenField
                                    aria-label={t.asOf}
                                    value={asOf}
                                    onChange={(next) => setAsOf(next ?? "")}
                                />
                                <p className="quiet small">
                                    {t.asOfHint} {shop.zone}
                                </p>
                            </>
                        ),
                    },
                ]}
            />
        </section>
    );
}

function Running({
    one,
    isStopping,
    onStop,
}: {
    one: Import;
    isStopping: boolean;
    onStop: () => void;
}) {
    const t = useWords(importWords);
    const { progress, state } = one;
    const isJudging = state === "judging";
    const done = isJudging ? progress.dossiers_done : progress.bytes_done;
    const all = (isJudging ? progress.dossiers_total : progress.bytes_total) || 1;
    const words =
        state === "waiting"
            ? t.waiting
            : isJudging
              ? t.judging(done, progress.dossiers_total ?? done)
              : t.reading(sizeOf(done), sizeOf(progress.bytes_total));
    return (
        <section className="panel" aria-label={words}>
            <div className="row">
                <Progress
                    className="grow"
                    percent={Math.min(100, Math.floor((done / all) * 100))}
                    status="active"
                    aria-label={words}
                />
                <Button onClick={onStop} loading={isStopping}>
                    {t.stop}
                </Button>
            </div>
            <p className="quiet import-step" role="status">
                {words}
            </p>
        </section>
    );
}
