import { fireEvent, render } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { type Key, useKeys } from "./keys";

function Part({ keys }: { keys: Key[] }) {
    useKeys(keys);
    return (
        <>
            <input aria-label="field" />
            <button type="button">press</button>
        </>
    );
}

test("keys act where nobody types, and leave buttons their own", () => {
    const next = vi.fn();
    const open = vi.fn();
    const keys = [
        { key: "j", does: "next", act: next },
        { key: "Enter", does: "open", act: open },
    ];
    const { getByLabelText, getByRole, unmount } = render(<Part keys={keys} />);
    fireEvent.keyDown(document.body, { key: "j" });
    expect(next).toHaveBeenCalledTimes(1);
    fireEvent.keyDown(getByLabelText("field"), { key: "j" });
    fireEvent.keyDown(document.body, { key: "j", ctrlKey: true });
    expect(next).toHaveBeenCalledTimes(1);
    fireEvent.keyDown(getByRole("button"), { key: "Enter" });
    expect(open).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: "Enter" });
    expect(open).toHaveBeenCalledTimes(1);
    unmount();
    fireEvent.keyDown(document.body, { key: "j" });
    expect(next).toHaveBeenCalledTimes(1);
});
