// The files of an import: what each was taken for, those on their way, and a preview on a click.
import { CloseOutlined, DownOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Progress, Select, Tag } from "antd";
import { useState } from "react";
import { ProblemNote } from "../../kit/problem-note";
import { codesOf, useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import { sizeOf } from "./names";
import { Preview } from "./preview";
import { type Import, type ImportFile, useImportMoves } from "./queries";
import type { Upload } from "./uploads";
import { importWords } from "./words";

interface Props {
    one: Import;
    uploads: Upload[];
    isLocked: boolean;
    onAgain: (upload: Upload) => void;
    onDrop: (upload: Upload) => void;
    onRemove: (name: string) => void;
}

export function Files({ one, uploads, isLocked, onAgain, onDrop, onRemove }: Props) {
    const t = useWords(importWords);
    if (one.files.length + uploads.length === 0) return null;
    return (
        <section className="panel" aria-label={t.files(one.files.length)}>
            <h2>{t.files(one.files.length)}</h2>
            <ul className="import-files">
                {uploads.map((upload) => (
                    <li key={`up ${upload.name}`}>
                        <OnItsWay upload={upload} onAgain={onAgain} onDrop={onDrop} />
                    </li>
                ))}
                {inOrder(one.files).map((file) => (
                    <li key={file.name}>
                        <OneFile
                            file={file}
                            importId={one.id}
                            isLocked={isLocked}
                            onRemove={onRemove}
                        />
                    </li>
                ))}
            </ul>
        </section>
    );
}

const inOrder = (files: ImportFile[]) => [...files].sort((a, b) => a.name.localeCompare(b.name));

interface WayProps {
    upload: Upload;
    onAgain: Props["onAgain"];
    onDrop: Props["onDrop"];
}

function OnItsWay({ upload, onAgain, onDrop }: WayProps) {
    const t = useWords(importWords);
    const percent = Math.round(upload.share * 100);
    return (
        <>
            <div className="row">
                <span className="one-line import-name" title={upload.name}>
                    {upload.name}
                </span>
                <Progress
                    className="grow"
                    size="small"
                    percent={percent}
                    status={upload.error === null ? "active" : "exception"}
                    aria-label={`${t.uploading} ${upload.name}`}
                />
                {upload.error !== null && (
                    <Button size="small" onClick={() => onAgain(upload)}>
                        {t.uploadAgain}
                    </Button>
                )}
                <Button
                    size="small"
                    type="text"
                    icon={<CloseOutlined />}
                    aria-label={`${t.uploadStop} ${upload.name}`}
                    title={t.uploadStop}
                    onClick={() => onDrop(upload)}
                />
            </div>
            {upload.error !== null && <ProblemNote error={upload.error} />}
        </>
    );
}

interface FileProps {
    file: ImportFile;
    importId: string;
    isLocked: boolean;
    onRemove: (name: string) => void;
}

function OneFile({ file, importId, isLocked, onRemove }: FileProps) {
    const t = useWords(importWords);
    const say = useCodes();
    const inWords = useSay();
    const [isOpen, setOpen] = useState(false);
    const matched = file.columns.filter((one) => one.column !== null).length;
    const kind = file.name === SHOP_FILE ? SHOP : file.kind;
    const lacking = file.known.filter((one) => one.must && !one.is_found);
    return (
        <>
            <div className="row">
                <button
                    type="button"
                    className="bare row import-name"
                    aria-expanded={isOpen}
                    onClick={() => setOpen(!isOpen)}
                >
                    {isOpen ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
                    <span className="one-line" title={file.name}>
                        {file.name}
                    </span>
                </button>
                {kind ? (
                    <Tag color="blue">{say("file_kind", kind)}</Tag>
                ) : (
                    <UnknownKind file={file} importId={importId} isLocked={isLocked} />
                )}
                <span className="grow import-about">
                    {file.encoding && <span className="quiet small">{file.encoding}</span>}
                    {file.columns.length > 0 && (
                        <span className="quiet small">
                            {t.matched(matched, file.columns.length)}
                        </span>
                    )}
                    <span className="quiet small">{sizeOf(file.bytes)}</span>
                </span>
                {!isLocked && (
                    <Button
                        size="small"
                        type="text"
                        icon={<CloseOutlined />}
                        aria-label={t.removeFile(file.name)}
                        title={t.remove}
                        onClick={() => onRemove(file.name)}
                    />
                )}
            </div>
            {lacking.length > 0 && (
                <p className="import-fault small">
                    {t.mustMissing(lacking.map((one) => say("column", one.column)).join(", "))}
                </p>
            )}
            {file.problem && (
                <p className="import-fault small">{t.expected(inWords(file.problem))}</p>
            )}
            {isOpen && <Preview file={file} importId={importId} isLocked={isLocked} />}
        </>
    );
}

/** Neither its name nor its header tells what a table holds: a person does. */
function UnknownKind({ file, importId, isLocked }: Omit<FileProps, "onRemove">) {
    const t = useWords(importWords);
    const say = useCodes();
    const { match } = useImportMoves(importId);
    if (isLocked || file.columns.length === 0) return <Tag color="warning">{t.unknownKind}</Tag>;
    return (
        <Select
            size="small"
            status="warning"
            popupMatchSelectWidth={false}
            aria-label={t.kindOf(file.name)}
            placeholder={t.unknownKind}
            loading={match.isPending}
            options={codesOf("file_kind")
                .filter((kind) => kind !== SHOP)
                .map((kind) => ({ value: kind, label: say("file_kind", kind) }))}
            onChange={(kind) => match.mutate({ file: file.name, kind, columns: {} })}
        />
    );
}

/** What a shop folder says of the shop itself. */
const SHOP_FILE = "shop.toml";
const SHOP = "shop";
