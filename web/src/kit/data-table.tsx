// A small table: all its rows are on the page. Where there is no room, each row stands as a card.
import type { ReactNode } from "react";
import "./data-table.css";

export interface Column<Row> {
    key: string;
    title: string;
    cell: (row: Row) => ReactNode;
    /** Stands at the end, figures below each other. */
    isNumber?: boolean;
    /** Names the row. */
    isHead?: boolean;
    /** As narrow as what stands in it: buttons, dates. */
    isTight?: boolean;
}

interface Props<Row> {
    /** What the table tells, for those who do not see it. */
    caption: string;
    columns: Column<Row>[];
    rows: Row[];
    keyOf: (row: Row, index: number) => string;
    /** Stands in its place when there are no rows: what would be here, and how it comes to be. */
    empty?: ReactNode;
}

const classOf = <Row,>({ isNumber, isTight }: Column<Row>) =>
    [isNumber && "is-number", isTight && "is-tight"].filter(Boolean).join(" ") || undefined;

export function DataTable<Row>({ caption, columns, rows, keyOf, empty }: Props<Row>) {
    if (rows.length === 0 && empty) return <>{empty}</>;
    return (
        <div className="data">
            <table aria-label={caption}>
                <thead>
                    <tr>
                        {columns.map((column) => (
                            <th key={column.key} scope="col" className={classOf(column)}>
                                {column.title}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {rows.map((row, index) => (
                        <tr key={keyOf(row, index)}>
                            {columns.map((column) =>
                                column.isHead ? (
                                    <th key={column.key} scope="row">
                                        {column.cell(row)}
                                    </th>
                                ) : (
                                    <td
                                        key={column.key}
                                        className={classOf(column)}
                                        data-label={column.title || undefined}
                                    >
                                        {column.cell(row)}
                                    </td>
                                ),
                            )}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
