// A place to drop files or a whole folder, or to choose them.
import { InboxOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { useWords } from "../words/words";
import { kitWords } from "./words";

export interface DroppedFile {
    /** Below what was dropped, such as "shop/chats/may.txt". */
    path: string;
    file: File;
}

interface Props {
    title: string;
    hint?: ReactNode;
    onFiles: (files: DroppedFile[]) => void;
}

export function DropZone({ title, hint, onFiles }: Props) {
    const t = useWords(kitWords);
    const [isOver, setOver] = useState(false);
    const files = useRef<HTMLInputElement>(null);
    const folder = useRef<HTMLInputElement>(null);
    const drop = async (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        onFiles(await filesOf(event.dataTransfer));
    };
    const chosen = (input: HTMLInputElement) => {
        const list = [...(input.files ?? [])].map((file) => ({
            path: file.webkitRelativePath || file.name,
            file,
        }));
        input.value = "";
        if (list.length > 0) onFiles(list);
    };
    return (
        <section
            className={isOver ? "drop-zone is-over" : "drop-zone"}
            aria-label={title}
            onDragOver={(event) => {
                event.preventDefault();
                setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
        >
            <InboxOutlined aria-hidden className="drop-zone-mark" />
            <strong>{title}</strong>
            {hint && <div className="quiet small">{hint}</div>}
            <div className="row wrap">
                <Button onClick={() => files.current?.click()}>{t.chooseFiles}</Button>
                <Button onClick={() => folder.current?.click()}>{t.chooseFolder}</Button>
            </div>
            <input
                ref={files}
                type="file"
                multiple
                hidden
                aria-label={t.chooseFiles}
                onChange={(event) => chosen(event.currentTarget)}
            />
            <input
                ref={folder}
                type="file"
                multiple
                hidden
                aria-label={t.chooseFolder}
                {...{ webkitdirectory: "" }}
                onChange={(event) => chosen(event.currentTarget)}
            />
        </section>
    );
}

/** Files that were dropped, those in folders too. */
async function filesOf(dropped: DataTransfer): Promise<DroppedFile[]> {
    // Entries must be taken before anything is waited for: the list is emptied then.
    const entries = [...dropped.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
    if (entries.length === 0) return [...dropped.files].map((file) => ({ path: file.name, file }));
    return (await Promise.all(entries.map((entry) => within(entry)))).flat();
}

async function within(entry: FileSystemEntry): Promise<DroppedFile[]> {
    if (isFile(entry)) {
        const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
        return [{ path: entry.fullPath.replace(/^\//, ""), file }];
    }
    if (!isFolder(entry)) return [];
    const reader = entry.createReader();
    const found: DroppedFile[] = [];
    for (;;) {
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
            reader.readEntries(resolve, reject),
        );
        if (some.length === 0) return found;
        for (const one of some) found.push(...(await within(one)));
    }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
