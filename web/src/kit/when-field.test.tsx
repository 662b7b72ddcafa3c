import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { WhenField } from "./when-field";

afterEach(cleanup);
vi.stubGlobal(
    "ResizeObserver",
    class {
        observe() {}
        unobserve() {}
        disconnect() {}
    },
);
vi.mock("../api/desk", () => ({ useDesk: () => ({ shop: { zone: "Asia/Shanghai" } }) }));

test("what is typed is the time on the wall of the shop", () => {
    const changed = vi.fn();
    render(<WhenField aria-label="when" onChange={changed} />);
    const field = screen.getByLabelText("when");
    fireEvent.focus(field);
    fireEvent.change(field, { target: { value: "2026-05-12 10:00" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(changed).toHaveBeenCalledWith("2026-05-12T10:00");
});

test("a moment of the server stands as the wall shows it", () => {
    render(<WhenField aria-label="when" value="2026-05-12T02:00:00Z" />);
    expect(screen.getByLabelText<HTMLInputElement>("when").value).toBe("2026-05-12 10:00");
});

test("a time of day", () => {
    render(<WhenField aria-label="when" type="time" value="22:30" />);
    expect(screen.getByLabelText<HTMLInputElement>("when").value).toBe("22:30");
});
