// Contacts as a person writes or pastes them, a line each: "2026-05-11 10:05 call answered", or the lines
// of a carrier's list, with or without its head.
import { instantOf, wallOf } from "../../../kit/wall-time";

export interface Contact {
    channel: string;
    at: string;
    answered?: boolean;
}

const WHEN = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\sT,]+(\d{1,2})[:：](\d{2})/;
const ANSWERED = /已接|接通|answered|\byes\b|\btrue\b/i;
const NOT_ANSWERED = /未接|未接通|没接|无人接|unanswered|not answered|\bno\b|\bfalse\b/i;
const CHANNELS: [RegExp, string][] = [
    [/短信|sms/i, "sms"],
    [/邮件|e-?mail/i, "email"],
    [/聊天|旺旺|chat/i, "chat"],
    [/电话|来电|主叫|call/i, "call"],
];
const DAY_MS = 86_400_000;

const two = (text: string | undefined) => (text ?? "").padStart(2, "0");
const cellsOf = (line: string) => line.split(/[,，;；\t]/).map((one) => one.trim());

/** "35", "35秒", "1分5秒", "00:01:05"; null: it is no length of a call. */
function secondsOf(cell: string): number | null {
    if (/^\d{1,5}\s*(秒|s)?$/i.test(cell)) return Number.parseInt(cell, 10);
    const words = /^(?:(\d+)\s*分钟?)?\s*(?:(\d+)\s*秒)?$/.exec(cell);
    if (cell && words) return Number(words[1] ?? 0) * 60 + Number(words[2] ?? 0);
    const clock = /^(?:(\d{1,2}):)?(\d{1,2}):(\d{2})$/.exec(cell);
    return clock ? Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]) : null;
}

/** Where the columns stand of which a head tells. */
interface Head {
    seconds: number;
}

/** null: the line is no head of a table. */
function readHead(line: string): Head | null {
    const cells = cellsOf(line);
    if (cells.length < 2 || /\d{4}/.test(line)) return null;
    return { seconds: cells.findIndex((cell) => /时长|秒|duration|seconds/i.test(cell)) };
}

/** By its words, else by how long it lasted. */
function isAnswered(line: string, head: Head | null): boolean {
    if (NOT_ANSWERED.test(line)) return false;
    if (ANSWERED.test(line)) return true;
    const cells = cellsOf(line);
    const cell = head && head.seconds >= 0 ? cells[head.seconds] : cells.slice(1).at(-1);
    return (secondsOf(cell ?? "") ?? 0) > 0;
}

/** null: there is no time in the line. */
function readLine(line: string, head: Head | null, zone: string): Contact | null {
    const [, year, month, day, hour, minute] = WHEN.exec(line) ?? [];
    if (!year) return null;
    const at = instantOf(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}`, zone);
    if (!at) return null;
    const channel = CHANNELS.find(([words]) => words.test(line))?.[1] ?? "call";
    return { channel, at, answered: isAnswered(line, head) };
}

export interface ReadLines {
    contacts: Contact[];
    /** The lines, from 1, in which no time was found. */
    faults: number[];
}

export function readContacts(text: string, zone: string): ReadLines {
    const contacts: Contact[] = [];
    const faults: number[] = [];
    let head: Head | null = null;
    let isFirst = true;
    for (const [index, line] of text.split("\n").entries()) {
        if (!line.trim()) continue;
        if (isFirst) head = readHead(line);
        const isHead = isFirst && head !== null;
        isFirst = false;
        if (isHead) continue;
        const contact = readLine(line, head, zone);
        if (contact) contacts.push(contact);
        else faults.push(index + 1);
    }
    return { contacts, faults };
}

/** The most within any 24 hours: what a rulebook asks of frequent contact. */
export function mostInADay(contacts: readonly Contact[]): number {
    const times = contacts.map((one) => Date.parse(one.at)).sort((a, b) => a - b);
    let most = 0;
    let from = 0;
    for (const [index, time] of times.entries()) {
        while (time - (times[from] ?? time) >= DAY_MS) from++;
        most = Math.max(most, index - from + 1);
    }
    return most;
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
