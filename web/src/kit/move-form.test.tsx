import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { Form, Input } from "antd";
import { afterEach, expect, test, vi } from "vitest";
import { Problem } from "../api/problem";
import { LanguageProvider } from "../words/words";
import { MoveForm } from "./move-form";
import { type FormTerms, SchemaFields } from "./schema-form";
import type { Schema } from "./schema-values";

afterEach(cleanup);

const SLOW = { timeout: 8_000 };

const schema: Schema = {
    type: "object",
    required: ["reason", "eligible", "what"],
    properties: {
        exhibit_id: { type: "string" },
        reason: { type: "string" },
        eligible: { type: "boolean" },
        what: { type: "string", enum: ["refunded", "settled"] },
        asked: { type: "array", items: { type: "string" } },
        count: { type: "integer" },
        facts: { form: "facts" },
        contacts: {
            type: "array",
            items: {
                type: "object",
                required: ["at"],
                properties: { at: { type: "string", format: "date-time" } },
            },
        },
    },
};
const terms: FormTerms = {
    label: (field) => `the ${field}`,
    choice: (_, value) => `choice ${value}`,
    options: () => undefined,
    facts: [],
};

function show(props: Partial<Parameters<typeof MoveForm>[0]>) {
    const wanted = {
        title: "Decide",
        onKeep: vi.fn(),
        error: null,
        isSending: false,
        onSend: vi.fn(),
        onClose: vi.fn(),
        ...props,
    };
    const form = () => (
        <LanguageProvider first="en">
            <MoveForm {...wanted}>
                <SchemaFields schema={schema} terms={terms} />
            </MoveForm>
        </LanguageProvider>
    );
    return { ...wanted, form, shown: render(form()) };
}

Element.prototype.scrollIntoView = () => {};
window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
};
window.matchMedia = (media) =>
    ({
        media,
        matches: false,
        addListener: () => {},
        removeListener: () => {},
        addEventListener: () => {},
        removeEventListener: () => {},
    }) as unknown as MediaQueryList;

test("every field of a schema has a field with its label; ids that the server makes have none", () => {
    show({});
    expect(screen.getByLabelText("the reason").tagName).toBe("TEXTAREA");
    expect(screen.getByLabelText("Yes")).toBeDefined();
    expect(screen.getByLabelText("choice settled")).toBeDefined();
    expect(screen.queryByLabelText("the exhibit_id")).toBeNull();
}, 20_000);

test("nothing is sent while something needed is missing", async () => {
    const { onSend } = show({});
    fireEvent.click(screen.getByRole("button", { name: "Send" }));
    await waitFor(() => expect(screen.getAllByText("Please fill this in").length).toBe(1), SLOW);
    expect(onSend).not.toHaveBeenCalled();
}, 20_000);

test("what was typed is kept, and a retry is the same request", async () => {
    const onKeep = vi.fn();
    const onSend = vi.fn();
    const form = (error: unknown) => (
        <LanguageProvider first="en">
            <MoveForm
                title="Decide"
                onKeep={onKeep}
                error={error}
                isSending={false}
                onSend={onSend}
                onClose={() => {}}
            >
                <Form.Item name="reason" label="the reason">
                    <Input />
                </Form.Item>
            </MoveForm>
        </LanguageProvider>
    );
    const { rerender } = render(form(null));
    const field = () => screen.getByLabelText<HTMLInputElement>("the reason");
    fireEvent.change(field(), { target: { value: "迟交" } });
    expect(onKeep).toHaveBeenCalledWith({ reason: "迟交" });
    fireEvent.click(screen.getByRole("button", { name: "Send" }));
    await waitFor(() => expect(onSend).toHaveBeenCalledTimes(1), SLOW);
    rerender(form(new Problem(503, {})));
    expect(field().value).toBe("迟交");
    fireEvent.click(screen.getByRole("button", { name: "Send" }));
    await waitFor(() => expect(onSend).toHaveBeenCalledTimes(2), SLOW);
    expect(onSend.mock.calls[1]).toEqual(onSend.mock.calls[0]);
}, 20_000);

test("a refusal says why, and what is possible instead", () => {
    const refusal = {
        code: "not_heard_yet" as const,
        words: { zh: "说明期未满", en: "The time to answer has not passed" },
        what: [],
        due: null,
        allowed_moves: [{ command: "weigh_exhibit", needs: [], due: null, rank: -110 }],
    };
    show({ error: new Problem(409, { refusal }) });
    expect(screen.getByText("The time to answer has not passed")).toBeDefined();
    expect(screen.getByText(/Weigh an exhibit/)).toBeDefined();
    expect(screen.getByText("It was not done. Your text is still here.")).toBeDefined();
}, 20_000);

test("lists, truths and numbers that were filled in are taken", async () => {
    const kept = { reason: "so", eligible: false, what: "settled", asked: ["one"], count: 3 };
    const { onSend } = show({ kept });
    fireEvent.click(screen.getByText("Send"));
    await waitFor(() => expect(onSend).toHaveBeenCalled(), SLOW);
    expect(onSend).toHaveBeenCalledWith(expect.objectContaining(kept), expect.any(String));
});
