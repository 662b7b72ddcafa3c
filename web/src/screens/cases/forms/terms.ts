// What the fields of a form are called, and what can be chosen in them: from the case, the rulebook
// and the people of the shop.
import { useMemo } from "react";
import { type PersonOfShop, usePeople } from "../../../api/people";
import type { Role } from "../../../api/session";
import type { Choice, FormTerms } from "../../../kit/schema-form";
import { type CodeKind, codesOf, useCodes } from "../../../terms/codes";
import { useFieldNames } from "../../../terms/fields";
import { useWords } from "../../../words/words";
import type { BookWords } from "../book";
import { useOneCase } from "../one-case";
import type { Case } from "../queries";
import { caseWords } from "../words";

/** Closed lists, by the field in which they stand. `what` is of two. */
const ENUMS: Record<string, CodeKind> = {
    outcome: "outcome",
    side: "side",
    showing: "showing",
    position: "position",
    reached: "reached",
    relation: "relation",
    step: "step",
    place: "place",
    perspective: "perspective",
};
/** To whom a complaint is offered first; who takes it over is for the server to say. */
const SUPERIORS: Role[] = ["supervisor", "owner"];
const TEXT_SHOWN = 24;

export function useChoices() {
    const codes = useCodes();
    return useMemo(() => {
        const of = (kind: CodeKind): Choice[] =>
            codesOf(kind).map((value) => ({ value, label: codes(kind, value) }));
        const choice = (field: string, value: string) => {
            const kind = ENUMS[field];
            if (kind) return codes(kind, value);
            return codes(codes("settled", value) === value ? "filed" : "settled", value);
        };
        return { of, choice };
    }, [codes]);
}

function offeredBy(c: Case, book: BookWords, codes: ReturnType<typeof useCodes>) {
    const short = (text: string) =>
        text.length > TEXT_SHOWN ? `${text.slice(0, TEXT_SHOWN)}…` : text;
    const offered: Record<string, () => Choice[]> = {
        allegation: () =>
            c.allegations.map((one) => ({
                value: one.id,
                label: `${book.value("alleged", one.alleged)} · ${short(one.words.text ?? "")}`,
            })),
        exhibit_id: () =>
            c.exhibits.map((one) => ({
                value: one.exhibit_id,
                label: `${book.exhibit(one.kind)} · ${short(one.purpose)}`,
            })),
        message_id: () =>
            c.messages.map((one) => ({
                value: one.message_id,
                label: `${codes("side", one.side)} · ${short(one.text.text ?? "")}`,
            })),
        mask_id: () =>
            c.masks.map((one) => ({
                value: one.mask_id,
                label: `${codes("place", one.place)} · ${short(one.reason)}`,
            })),
        remedy_id: () =>
            c.remedies.map((one) => ({
                value: one.remedy_id,
                label: book.remedy(one.remedy),
            })),
        clock: () =>
            [...new Set(c.clocks.map((one) => one.name))].map((value) => ({
                value,
                label: codes("clock", value),
            })),
        measure: () =>
            c.proposed_measures.map((one) => ({
                value: one.measure,
                label: codes("measure", one.measure),
            })),
        remedy: () => book.choices("offered_remedy"),
    };
    offered.exhibits = () => offered.exhibit_id?.() ?? [];
    return offered;
}

export function useFormTerms(): FormTerms {
    const t = useWords(caseWords);
    const label = useFieldNames();
    const codes = useCodes();
    const people = usePeople();
    const { c, book } = useOneCase();
    const { of, choice } = useChoices();
    return useMemo(() => {
        const offered = offeredBy(c, book, codes);
        const staff = (isMeant: (one: PersonOfShop) => boolean | undefined) =>
            (people.data ?? [])
                .filter((one) => !one.is_disabled && isMeant(one))
                .map((one) => ({ value: one.id, label: one.name }));
        return {
            label,
            choice,
            facts: book.statable,
            hint: (field) => (field === "title" ? t.titleHint : undefined),
            options: (field) => {
                if (field === "officer") return staff((one) => one.sides?.includes("platform"));
                if (field === "to")
                    return staff((one) => one.roles?.some((role) => SUPERIORS.includes(role)));
                if (field === "kind") return of("exhibit");
                if (field === "channel") return of("channel");
                if (field === "points_class") return of("points_class");
                return offered[field]?.();
            },
        };
    }, [t, label, codes, people.data, c, book, of, choice]);
}
