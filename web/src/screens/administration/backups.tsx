// Backups of everything: begun, watched, fetched, removed.
import { Button, Popconfirm, Space, Tag } from "antd";
import type { Schemas } from "../../api/client";
import { Problem } from "../../api/problem";
import { DataTable } from "../../kit/data-table";
import { Moment } from "../../kit/due";
import { Loaded, Nothing } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useWords } from "../../words/words";
import { useBackups, useDownloadBackup, useMakeBackup, useRemoveBackup } from "./audit-queries";
import { auditWords } from "./audit-words";
import { Section } from "./section";

type Backup = Schemas["backup"];
const KIB = 1024;
const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

export function sizeOf(bytes: number): string {
    let at = 0;
    let size = bytes;
    while (size >= KIB && at < UNITS.length - 1) {
        size /= KIB;
        at += 1;
    }
    return `${at === 0 ? size : size.toFixed(1)} ${UNITS[at]}`;
}

function State({ backup }: { backup: Backup }) {
    const t = useWords(auditWords);
    if (backup.state === "running") return <Tag color="processing">{t.isRunning}</Tag>;
    if (backup.state === "done") return <Tag color="success">{t.done}</Tag>;
    return <Tag color="error">{backup.state === "stopped" ? t.isStopped : t.isFailed}</Tag>;
}

function Actions({ backup }: { backup: Backup }) {
    const t = useWords(auditWords);
    const remove = useRemoveBackup();
    const download = useDownloadBackup();
    if (backup.state === "running")
        return (
            <Button size="small" onClick={() => remove.mutate(backup.id)}>
                {t.stop}
            </Button>
        );
    return (
        <Space>
            {backup.state === "done" && (
                <Button size="small" onClick={() => download.mutate(backup.id)}>
                    {t.download}
                </Button>
            )}
            <Popconfirm title={t.removeSure} onConfirm={() => remove.mutate(backup.id)}>
                <Button size="small" danger>
                    {t.remove}
                </Button>
            </Popconfirm>
        </Space>
    );
}

function Table({ backups }: { backups: Backup[] }) {
    const t = useWords(auditWords);
    return (
        <DataTable
            caption={t.backupLead}
            rows={backups}
            keyOf={(one) => one.id}
            empty={<Nothing title={t.noBackups} hint={t.noBackupsHint} />}
            columns={[
                {
                    key: "made",
                    title: t.made,
                    isTight: true,
                    cell: (one) => <Moment at={one.started_at} />,
                },
                { key: "state", title: t.state, cell: (one) => <State backup={one} /> },
                {
                    key: "holds",
                    title: t.holds,
                    cell: (one) => t.shopsAndFiles(one.shops, one.files),
                },
                { key: "size", title: t.size, isNumber: true, cell: (one) => sizeOf(one.bytes) },
                { key: "do", title: "", isTight: true, cell: (one) => <Actions backup={one} /> },
            ]}
        />
    );
}

export default function Backups() {
    const t = useWords(auditWords);
    const backups = useBackups();
    const make = useMakeBackup();
    const isRefused = backups.error instanceof Problem && backups.error.status === 403;
    if (isRefused) return <Nothing title={t.notAll} />;
    const isRunning = backups.data?.backups.some((one) => one.state === "running") ?? false;
    return (
        <Section
            lead={
                <>
                    {t.backupLead} {backups.data && t.kept(backups.data.kept_max)}
                </>
            }
            actions={
                <Button
                    type="primary"
                    disabled={isRunning}
                    loading={make.isPending}
                    onClick={() => make.mutate(undefined)}
                >
                    {t.make}
                </Button>
            }
        >
            {make.error && <ProblemNote error={make.error} />}
            <Loaded asked={backups}>{(answer) => <Table backups={answer.backups} />}</Loaded>
        </Section>
    );
}
