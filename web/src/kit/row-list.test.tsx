// proves X8: a long list can be walked by keyboard and tells when it is behind.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { beforeAll, expect, test, vi } from "vitest";
import { LanguageProvider } from "../words/words";
import { isShort, LIVE_PAGES_MAX, useBehind } from "./long-list";
import { RowList } from "./row-list";

const rows = Array.from({ length: 1000 }, (_, i) => ({ id: `r${i}` }));
const HEIGHT = 600;
const ROW = 60;

// jsdom lays nothing out: the frame and its rows have a size here.
beforeAll(() => {
    const sized = (element: HTMLElement) => (element.classList.contains("rows") ? HEIGHT : ROW);
    for (const name of ["offsetHeight", "clientHeight"])
        Object.defineProperty(HTMLElement.prototype, name, {
            configurable: true,
            get(this: HTMLElement) {
                return sized(this);
            },
        });
    HTMLElement.prototype.scrollTo = vi.fn();
});

const within = (children: ReactNode, queries = new QueryClient()) =>
    render(
        <QueryClientProvider client={queries}>
            <LanguageProvider>
                <MemoryRouter>{children}</MemoryRouter>
            </LanguageProvider>
        </QueryClientProvider>,
    );

const list = (props: Partial<Parameters<typeof RowList<{ id: string }>>[0]> = {}) => (
    <RowList
        rows={rows}
        keyOf={(row) => row.id}
        render={(row) => <span>{row.id}</span>}
        label="rows"
        rowHeight={ROW}
        words={{ next: "next", previous: "previous", open: "open" }}
        {...props}
    />
);

test("of a thousand rows only those in sight are on the page", () => {
    within(list());
    const shown = screen.getAllByRole("article");
    expect(shown.length).toBeGreaterThan(HEIGHT / ROW - 1);
    expect(shown.length).toBeLessThan(50);
});

test("j and k walk, Enter opens", () => {
    const onOpen = vi.fn();
    within(list({ onOpen }));
    for (const key of ["j", "j", "k", "Enter"]) fireEvent.keyDown(document.body, { key });
    expect(onOpen).toHaveBeenCalledWith({ id: "r1" });
});

test("a list that is behind says so and starts over", () => {
    const startOver = vi.fn();
    within(list({ behind: { isBehind: true, startOver } }));
    fireEvent.click(screen.getByRole("status").querySelector("button") as HTMLElement);
    expect(startOver).toHaveBeenCalledOnce();
});

test("more is read before the end is in sight", () => {
    const readMore = vi.fn();
    within(list({ rows: rows.slice(0, 50), hasMore: true, readMore }));
    expect(readMore).toHaveBeenCalled();
});

test("only a list that was read far down falls behind, and starting over makes it short", async () => {
    const queries = new QueryClient();
    const queryKey = ["cases"];
    const pages = (count: number) => ({
        pages: Array.from({ length: count }, (_, i) => i),
        pageParams: Array.from({ length: count }, (_, i) => i),
    });
    const change = (count: number) => {
        queries.setQueryData(queryKey, pages(count));
        queries.invalidateQueries({ queryKey, refetchType: "none" });
    };
    function Reader() {
        const { isBehind, startOver } = useBehind(queryKey);
        return (
            <button type="button" onClick={startOver}>
                {isBehind ? "behind" : "follows"}
            </button>
        );
    }
    within(<Reader />, queries);
    change(LIVE_PAGES_MAX);
    expect(await screen.findByText("follows")).toBeTruthy();
    change(LIVE_PAGES_MAX + 1);
    fireEvent.click(await screen.findByText("behind"));
    expect(await screen.findByText("follows")).toBeTruthy();
    expect(isShort({ state: { data: queries.getQueryData(queryKey) } })).toBe(true);
});
