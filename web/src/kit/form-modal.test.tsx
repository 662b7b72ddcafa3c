import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { Form, Input } from "antd";
import { afterEach, expect, test, vi } from "vitest";
import { FormModal } from "./form-modal";

// jsdom has no screen to ask.
vi.stubGlobal("matchMedia", () => ({ matches: false, addListener() {}, removeListener() {} }));
afterEach(cleanup);

function show(onSend: (values: { name: string }, made: () => void) => void, onClose: () => void) {
    render(
        <FormModal<{ name: string }>
            isOpen
            title="加一个"
            error={null}
            isSending={false}
            onSend={onSend}
            onClose={onClose}
        >
            <Form.Item name="name" label="名称">
                <Input />
            </Form.Item>
        </FormModal>,
    );
    fireEvent.change(screen.getByLabelText("名称"), { target: { value: "夜班" } });
    fireEvent.click(screen.getByText("加一个", { selector: "button span" }));
}

test("what is refused stays as it was typed", async () => {
    const send = vi.fn();
    const close = vi.fn();
    show(send, close);
    await waitFor(() => expect(send).toHaveBeenCalledTimes(1));
    expect(send.mock.calls[0]?.[0]).toEqual({ name: "夜班" });
    expect(close).not.toHaveBeenCalled();
    expect(screen.getByLabelText<HTMLInputElement>("名称").value).toBe("夜班");
});

test("what is made shuts the form and empties it", async () => {
    const close = vi.fn();
    show((_, made) => made(), close);
    await waitFor(() => expect(close).toHaveBeenCalledTimes(1));
    expect(screen.getByLabelText<HTMLInputElement>("名称").value).toBe("");
});
