// The register of the shop's own numbers: a table that is edited in its place.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { AutoComplete, Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import { newKey, type Schemas } from "../../api/client";
import { useMay } from "../../api/desk";
import { type Column, DataTable } from "../../kit/data-table";
import { Loaded, Nothing } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { WhenField } from "../../kit/when-field";
import { useWords } from "../../words/words";
import { usePutRegister, useRegister } from "./queries";
import { Section } from "./section";
import { adminWords } from "./words";

type OwnNumber = Schemas["own_number"];
interface Row {
    key: string;
    number: OwnNumber;
}
const CHANNELS = ["call", "sms", "email", "chat"] as const;

const rowsOf = (register: Schemas["register"]): Row[] =>
    register.numbers.map((number) => ({ key: newKey(), number }));

/** What stands in no field is not sent. */
function cleaned({ number, channel, from, until, note }: OwnNumber): OwnNumber {
    return { number, channel, from, ...(until && { until }), ...(note && { note }) };
}

interface FieldProps {
    number: OwnNumber;
    field: "number" | "note" | "from" | "until";
    onChange: (value: string) => void;
}

function Field({ number, field, onChange }: FieldProps) {
    const t = useWords(adminWords);
    if (field === "from" || field === "until")
        return (
            <WhenField
                type="date"
                className="day-field"
                value={number[field] ?? undefined}
                aria-label={t[field]}
                onChange={(value) => onChange(value ?? "")}
            />
        );
    return (
        <Input
            value={number[field] ?? ""}
            aria-label={t[field]}
            onChange={(event) => onChange(event.target.value)}
        />
    );
}

interface TableProps {
    rows: Row[];
    mayChange: boolean;
    onChange: (rows: Row[]) => void;
    /** Where there are none yet. */
    add: ReactNode;
}

function NumberTable({ rows, mayChange, onChange, add }: TableProps) {
    const t = useWords(adminWords);
    const set = (key: string, field: keyof OwnNumber, value: string) =>
        onChange(
            rows.map((row) =>
                row.key === key ? { key, number: { ...row.number, [field]: value } } : row,
            ),
        );
    const cell =
        (field: "number" | "note" | "from" | "until"): Column<Row>["cell"] =>
        ({ key, number }) =>
            mayChange ? (
                <Field number={number} field={field} onChange={(value) => set(key, field, value)} />
            ) : (
                (number[field] ?? "")
            );
    const nameOf = (channel: string) => {
        const known = CHANNELS.find((one) => one === channel);
        return known ? t[known] : channel;
    };
    const columns: Column<Row>[] = [
        { key: "number", title: t.number, cell: cell("number") },
        {
            key: "channel",
            title: t.channel,
            cell: ({ key, number }) =>
                mayChange ? (
                    <AutoComplete
                        className="channel-field"
                        value={number.channel}
                        aria-label={t.channel}
                        options={CHANNELS.map((value) => ({ value, label: t[value] }))}
                        onChange={(value: string) => set(key, "channel", value)}
                    />
                ) : (
                    nameOf(number.channel)
                ),
        },
        { key: "from", title: t.from, isTight: true, cell: cell("from") },
        { key: "until", title: t.until, isTight: true, cell: cell("until") },
        { key: "note", title: t.note, cell: cell("note") },
    ];
    if (mayChange)
        columns.push({
            key: "remove",
            title: "",
            isTight: true,
            cell: ({ key, number }) => (
                <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t.removeRow(number.number)}
                    title={t.removeRow(number.number)}
                    onClick={() => onChange(rows.filter((row) => row.key !== key))}
                />
            ),
        });
    return (
        <DataTable
            caption={t.numbers}
            columns={columns}
            rows={rows}
            keyOf={(row) => row.key}
            empty={<Nothing title={t.noNumbers} hint={t.noNumbersHint} action={add} />}
        />
    );
}

function Register({ register }: { register: Schemas["register"] }) {
    const t = useWords(adminWords);
    const mayChange = useMay()("import");
    const put = usePutRegister();
    const [edited, setEdited] = useState<Row[] | null>(null);
    const [read, setRead] = useState(() => rowsOf(register));
    const rows = edited ?? read;
    const add = () =>
        setEdited([...rows, { key: newKey(), number: { number: "", channel: "call", from: "" } }]);
    const save = () =>
        put.mutate(
            { numbers: rows.map((row) => cleaned(row.number)) },
            {
                onSuccess: (kept) => {
                    setRead(rowsOf(kept));
                    setEdited(null);
                },
            },
        );
    const addButton = (
        <Button icon={<PlusOutlined />} onClick={add}>
            {t.addNumber}
        </Button>
    );
    return (
        <>
            <NumberTable
                rows={rows}
                mayChange={mayChange}
                onChange={setEdited}
                add={mayChange && addButton}
            />
            {put.error && <ProblemNote error={put.error} />}
            {mayChange && (
                <div className="row wrap">
                    {rows.length > 0 && addButton}
                    {edited && (
                        <>
                            <Button type="primary" loading={put.isPending} onClick={save}>
                                {t.save}
                            </Button>
                            <Button onClick={() => setEdited(null)}>{t.undo}</Button>
                            <span className="quiet">{t.unsaved}</span>
                        </>
                    )}
                </div>
            )}
        </>
    );
}

export default function Numbers() {
    const t = useWords(adminWords);
    const register = useRegister();
    return (
        <Section lead={t.numbersLead}>
            <Loaded asked={register}>{(answer) => <Register register={answer} />}</Loaded>
        </Section>
    );
}
