import { expect, test } from "vitest";
import { readContacts, writeContacts } from "./contact-lines";

const ZONE = "Asia/Shanghai";
const words = {
    channel: (code: string) => (code === "sms" ? "短信" : "电话"),
    answered: "接通",
    unanswered: "未接",
};

test("lines in either language are read", () => {
    const { contacts, faults } = readContacts(
        "2026-05-11 10:05 电话 接通\n2026/5/11 9:30 短信 未接\n\n2026-05-11T22:41 call unanswered",
        ZONE,
    );
    expect(faults).toEqual([]);
    expect(contacts).toEqual([
        { channel: "call", at: "2026-05-11T02:05:00Z", answered: true },
        { channel: "sms", at: "2026-05-11T01:30:00Z", answered: false },
        { channel: "call", at: "2026-05-11T14:41:00Z", answered: false },
    ]);
});

test("a line of a carrier's list is read; one without a time is told by its number", () => {
    const { contacts, faults } = readContacts(
        "主叫,被叫,时间,时长\n057188886666,13400001111,2026年5月11日 10:05:33,35",
        ZONE,
    );
    expect(contacts.map((one) => one.at)).toEqual(["2026-05-11T02:05:00Z"]);
    expect(faults).toEqual([1]);
});

test("what is written is read as the same again", () => {
    const contacts = [
        { channel: "call", at: "2026-05-11T02:05:00Z", answered: true },
        { channel: "sms", at: "2026-05-11T03:05:00Z", answered: false },
    ];
    expect(readContacts(writeContacts(contacts, ZONE, words), ZONE).contacts).toEqual(contacts);
});
