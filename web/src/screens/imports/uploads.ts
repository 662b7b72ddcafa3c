// Files on their way to an import: a few at a time, each with its progress, each stoppable.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { upload } from "../../api/client";
import { useDesk } from "../../api/desk";
import type { DroppedFile } from "../../kit/drop-zone";
import { isOurs, nameInFolder } from "./names";
import type { Import, ImportFile } from "./queries";

export interface Upload {
    importId: string;
    name: string;
    file: File;
    /** From 0 to 1. */
    share: number;
    error: unknown;
}

const AT_ONCE = 2;

export function useUploads() {
    const { shop } = useDesk();
    const queries = useQueryClient();
    const [uploads, setUploads] = useState<Upload[]>([]);
    const waiting = useRef<Upload[]>([]);
    const controls = useRef(new Map<string, AbortController>());

    const change = useCallback((one: Upload, changes: Partial<Upload> | null) => {
        const isIt = (other: Upload) => other.importId === one.importId && other.name === one.name;
        setUploads((all) =>
            changes
                ? all.map((other) => (isIt(other) ? { ...other, ...changes } : other))
                : all.filter((other) => !isIt(other)),
        );
    }, []);

    const pump = useCallback(async () => {
        const next = controls.current.size < AT_ONCE ? waiting.current.shift() : undefined;
        if (!next) return;
        const control = new AbortController();
        const key = `${next.importId}/${next.name}`;
        controls.current.set(key, control);
        const base = `/api/v1/shops/${encodeURIComponent(shop.id)}/imports/${next.importId}`;
        try {
            const kept = await upload<ImportFile>({
                url: `${base}/files?name=${encodeURIComponent(next.name)}`,
                file: next.file,
                isRaw: true,
                signal: control.signal,
                onProgress: (share) => change(next, { share }),
            });
            queries.setQueryData<Import>(["import", shop.id, next.importId], (old) =>
                old ? { ...old, files: withFile(old.files, kept) } : old,
            );
            change(next, null);
        } catch (error) {
            change(next, control.signal.aborted ? null : { error });
        } finally {
            controls.current.delete(key);
            pump();
        }
    }, [shop.id, queries, change]);

    const add = useCallback(
        (importId: string, dropped: DroppedFile[]) => {
            const byName = new Map<string, Upload>();
            for (const { path, file } of dropped)
                if (isOurs(path)) {
                    const name = nameInFolder(path);
                    byName.set(name, { importId, name, file, share: 0, error: null });
                }
            const fresh = [...byName.values()];
            setUploads((all) => [...all.filter((one) => !byName.has(one.name)), ...fresh]);
            waiting.current.push(...fresh);
            for (let i = 0; i < AT_ONCE; i++) pump();
        },
        [pump],
    );
    const again = useCallback(
        (one: Upload) => {
            change(one, { share: 0, error: null });
            waiting.current.push(one);
            pump();
        },
        [change, pump],
    );
    const drop = useCallback(
        (one: Upload) => {
            waiting.current = waiting.current.filter((other) => other.name !== one.name);
            controls.current.get(`${one.importId}/${one.name}`)?.abort();
            change(one, null);
        },
        [change],
    );
    useEffect(() => {
        const running = controls.current;
        return () => {
            waiting.current = [];
            for (const control of running.values()) control.abort();
        };
    }, []);
    return { uploads, add, again, drop };
}

function withFile(files: ImportFile[], kept: ImportFile): ImportFile[] {
    return [...files.filter((one) => one.name !== kept.name), kept];
}
