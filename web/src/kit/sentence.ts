// A clause's sentence with its blanks filled: "{answer_due}" becomes the moment where it is known.
import type { Said } from "../words/words";

const LEFT_IN_BRACKETS = /\s?[（(]\{\w+\}[）)]/g;
const LEFT = /\{\w+\}/g;

/** A phrase as a label: the Chinese has it already, the English begins with a capital. */
export const asLabel = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function filled(text: string, values: Record<string, string>): string {
    return text
        .replace(LEFT, (blank) => values[blank.slice(1, -1)] ?? blank)
        .replace(LEFT_IN_BRACKETS, "")
        .replace(LEFT, "…");
}

/** What is not known is left out where it stood in brackets. */
export function fillSentence(said: Said, values: Record<string, string>): Said {
    return { zh: filled(said.zh, values), en: filled(said.en, values) };
}
