import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { LanguageProvider } from "../words/words";
import { CopyOnce } from "./copy-once";
import { DataTable } from "./data-table";
import { makeRequestKeys } from "./request-key";

class NoResizing {
    observe() {}
    unobserve() {}
    disconnect() {}
}
vi.stubGlobal("ResizeObserver", NoResizing);

afterEach(() => {
    document.body.innerHTML = "";
});

const COLUMNS = [
    { key: "name", title: "Name", isHead: true, cell: (row: { n: string }) => row.n },
    { key: "size", title: "Size", isNumber: true, cell: (row: { n: string }) => row.n.length },
];

test("a table names its rows and its columns, also where it stands as cards", () => {
    render(
        <DataTable
            caption="Words"
            columns={COLUMNS}
            rows={[{ n: "茶" }, { n: "coat" }]}
            keyOf={(row) => row.n}
        />,
    );
    expect(screen.getByRole("table", { name: "Words" })).toBeTruthy();
    expect(screen.getByRole("rowheader", { name: "coat" })).toBeTruthy();
    expect(screen.getByRole("cell", { name: "4" }).dataset.label).toBe("Size");
});

test("an empty table teaches", () => {
    render(
        <DataTable
            caption="Words"
            columns={COLUMNS}
            rows={[]}
            keyOf={(row) => row.n}
            empty={<p>Write one</p>}
        />,
    );
    expect(screen.getByText("Write one")).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
});

test("a secret can be read and copied until it is closed", async () => {
    const copied = vi.fn(async () => {});
    Object.defineProperty(navigator, "clipboard", {
        value: { writeText: copied },
        configurable: true,
    });
    const close = vi.fn();
    render(
        <LanguageProvider first="en">
            <CopyOnce title="Token" hint="Shown once" secret="s3cret" onClose={close} />
        </LanguageProvider>,
    );
    expect(screen.getByLabelText<HTMLTextAreaElement>("Token").value).toBe("s3cret");
    fireEvent.click(screen.getByText("Copy"));
    expect(await screen.findByText("Copied")).toBeTruthy();
    expect(copied).toHaveBeenCalledWith("s3cret");
    fireEvent.click(screen.getByText("Saved, close"));
    expect(close).toHaveBeenCalledOnce();
});

test("a request sent again keeps its key; another one, or one anew, has its own", () => {
    const keys = makeRequestKeys();
    const first = keys.keyOf({ name: "a" });
    expect(keys.keyOf({ name: "a" })).toBe(first);
    const other = keys.keyOf({ name: "b" });
    expect(other).not.toBe(first);
    keys.done();
    expect(keys.keyOf({ name: "b" })).not.toBe(other);
});
