// The beginning of a file as it was read, and what each column was taken for; a person may say
// otherwise.
import { Select } from "antd";
import { ProblemNote } from "../../kit/problem-note";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { type ImportFile, useImportMoves } from "./queries";
import { importWords } from "./words";

interface Props {
    file: ImportFile;
    importId: string;
    isLocked: boolean;
}

export function Preview({ file, importId, isLocked }: Props) {
    const t = useWords(importWords);
    const say = useCodes();
    const { match } = useImportMoves(importId);
    if (file.rows.length === 0 && file.columns.length === 0)
        return <p className="quiet">{t.noRows}</p>;
    const options = [
        { value: "", label: t.ignored },
        ...file.known.map((one) => ({
            value: one.column,
            label: one.must ? `${say("column", one.column)} *` : say("column", one.column),
        })),
    ];
    return (
        <section className="import-preview" aria-label={t.preview} tabIndex={0}>
            {match.error && <ProblemNote error={match.error} />}
            <table>
                {file.columns.length > 0 && (
                    <thead>
                        <tr>
                            {file.columns.map((one, index) => (
                                // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat
                                <th key={index} scope="col">
                                    <div>{one.header || index + 1}</div>
                                    <Select
                                        size="small"
                                        showSearch
                                        popupMatchSelectWidth={false}
                                        aria-label={t.columnOf(one.header)}
                                        disabled={isLocked || match.isPending}
                                        value={one.column ?? ""}
                                        options={options}
                                        onChange={(column) =>
                                            match.mutate({
                                                file: file.name,
                                                columns: { [one.header]: column } as never,
                                            })
                                        }
                                    />
                                </th>
                            ))}
                        </tr>
                    </thead>
                )}
                <tbody>
                    {file.rows.map((cells, row) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
                        <tr key={row}>
                            {cells.map((cell, column) => (
                                // biome-ignore lint/suspicious/noArrayIndexKey: cells never move
                                <td key={column} title={cell}>
                                    {cell}
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </section>
    );
}
