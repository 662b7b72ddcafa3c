// A file for an exhibit: dropped or chosen, sent at once with its progress, stoppable.
import { InboxOutlined, PaperClipOutlined } from "@ant-design/icons";
import { Button, Progress } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { type Schemas, upload as uploadFile } from "../../../api/client";
import { useDesk } from "../../../api/desk";
import { ProblemNote } from "../../../kit/problem-note";
import { useWords } from "../../../words/words";
import { caseWords } from "../words";

type Kept = Schemas["file"];

interface Props {
    value?: Kept | undefined;
    onChange?: (file: Kept | undefined) => void;
    /** Told of the file itself, before it is on its way. */
    onFile?: (file: File) => void;
    /** Dropped on the page before the form was open. */
    dropped: File | undefined;
    id?: string;
}

function useUpload(onChange: Props["onChange"]) {
    const { shop } = useDesk();
    const [share, setShare] = useState<number | null>(null);
    const [error, setError] = useState<unknown>(null);
    const running = useRef<AbortController | null>(null);
    const tell = useRef(onChange);
    tell.current = onChange;
    const send = useCallback(
        async (file: File) => {
            const control = new AbortController();
            running.current?.abort();
            running.current = control;
            setError(null);
            setShare(0);
            try {
                const kept = await uploadFile<Kept>({
                    url: `/api/v1/shops/${encodeURIComponent(shop.id)}/files`,
                    file,
                    onProgress: setShare,
                    signal: control.signal,
                });
                tell.current?.(kept);
            } catch (failed) {
                if (!control.signal.aborted) setError(failed);
            } finally {
                if (running.current === control) setShare(null);
            }
        },
        [shop.id],
    );
    const stop = useCallback(() => running.current?.abort(), []);
    useEffect(() => stop, [stop]);
    return { share, error, send, stop };
}

export function FileField({ value, onChange, onFile, dropped, id }: Props) {
    const t = useWords(caseWords);
    const field = useRef<HTMLInputElement>(null);
    const { share, error, send: upload, stop } = useUpload(onChange);
    const tell = useRef(onFile);
    tell.current = onFile;
    const send = useCallback(
        (file: File) => {
            tell.current?.(file);
            upload(file);
        },
        [upload],
    );
    const first = useRef(dropped);
    useEffect(() => {
        const file = first.current;
        first.current = undefined;
        if (file) send(file);
    }, [send]);
    if (value)
        return (
            <div className="row">
                <PaperClipOutlined aria-hidden />
                <span className="grow one-line" title={value.name}>
                    {value.name || value.mime}
                </span>
                <Button size="small" onClick={() => onChange?.(undefined)}>
                    {t.removeFile}
                </Button>
            </div>
        );
    if (share !== null)
        return (
            <div className="row" role="status">
                <Progress
                    className="grow"
                    percent={Math.round(share * 100)}
                    aria-label={t.uploading(Math.round(share * 100))}
                />
                <Button size="small" onClick={stop}>
                    {t.stop}
                </Button>
            </div>
        );
    return (
        <>
            <button
                type="button"
                className="drop"
                onClick={() => field.current?.click()}
                onDragOver={(event) => event.preventDefault()}
                onDrop={(event) => {
                    event.preventDefault();
                    event.stopPropagation();
                    const file = event.dataTransfer.files[0];
                    if (file) send(file);
                }}
            >
                <InboxOutlined aria-hidden />
                <span>{t.dropHere}</span>
                <span className="quiet small">{t.dropHint}</span>
            </button>
            <input
                ref={field}
                id={id}
                type="file"
                aria-label={t.dropHere}
                style={{ display: "none" }}
                onChange={(event) => {
                    const file = event.target.files?.[0];
                    event.target.value = "";
                    if (file) send(file);
                }}
            />
            {error !== null && <ProblemNote error={error} />}
        </>
    );
}
