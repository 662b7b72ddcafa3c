// Contacts as a person writes or pastes them, a line each: "2026-05-11 10:05 call answered", or a
// line of a carrier's list.
import { instantOf, wallOf } from "../../../kit/wall-time";

export interface Contact {
    channel: string;
    at: string;
    answered?: boolean;
}

const WHEN = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\sT,]+(\d{1,2})[:：](\d{2})/;
const ANSWERED = /已接|接通|answered|\byes\b/i;
const NOT_ANSWERED = /未接|未接通|没接|无人接|unanswered|not answered|\bno\b/i;
const CHANNELS: [RegExp, string][] = [
    [/短信|sms/i, "sms"],
    [/邮件|e-?mail/i, "email"],
    [/聊天|旺旺|chat/i, "chat"],
    [/电话|来电|主叫|call/i, "call"],
];

const two = (text: string | undefined) => (text ?? "").padStart(2, "0");

/** null: there is no time in the line. */
function readLine(line: string, zone: string): Contact | null {
    const [, year, month, day, hour, minute] = WHEN.exec(line) ?? [];
    if (!year) return null;
    const at = instantOf(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}`, zone);
    if (!at) return null;
    const channel = CHANNELS.find(([words]) => words.test(line))?.[1] ?? "call";
    return { channel, at, answered: ANSWERED.test(line) && !NOT_ANSWERED.test(line) };
}

export interface ReadLines {
    contacts: Contact[];
    /** The lines, from 1, in which no time was found. */
    faults: number[];
}

export function readContacts(text: string, zone: string): ReadLines {
    const contacts: Contact[] = [];
    const faults: number[] = [];
    for (const [index, line] of text.split("\n").entries()) {
        if (!line.trim()) continue;
        const contact = readLine(line, zone);
        if (contact) contacts.push(contact);
        else faults.push(index + 1);
    }
    return { contacts, faults };
}

export function writeContacts(
    contacts: readonly Contact[],
    zone: string,
    words: { channel: (code: string) => string; answered: string; unanswered: string },
): string {
    return contacts
        .map((one) =>
            [
                wallOf(one.at, zone).replace("T", " "),
                words.channel(one.channel),
                one.answered ? words.answered : words.unanswered,
            ].join(" "),
        )
        .join("\n");
}
