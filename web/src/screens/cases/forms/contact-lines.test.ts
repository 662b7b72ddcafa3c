import { expect, test } from "vitest";
import { mostInADay, readContacts, writeContacts } from "./contact-lines";

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

test("a carrier's list is read with its head: a call of some seconds was answered", () => {
    const { contacts, faults } = readContacts(
        "主叫,被叫,开始时间,时长,备注\n" +
            "057188886666,13400001111,2026年5月11日 10:05:33,35,市话\n" +
            "057188886666,13400001111,2026年5月11日 10:09:02,0,市话\n" +
            "合计,2",
        ZONE,
    );
    expect(contacts).toEqual([
        { channel: "call", at: "2026-05-11T02:05:00Z", answered: true },
        { channel: "call", at: "2026-05-11T02:09:00Z", answered: false },
    ]);
    expect(faults).toEqual([4]);
});

test("without a head, the last cell tells how long it lasted", () => {
    const answered = (line: string) => readContacts(line, ZONE).contacts[0]?.answered;
    expect(answered("057188886666\t2026-05-11 10:05\t1分5秒")).toBe(true);
    expect(answered("057188886666,2026-05-11 10:05,00:00:00")).toBe(false);
    expect(answered("2026-05-11 10:05 电话")).toBe(false);
});

test("the most within 24 hours are counted", () => {
    const at = (...times: string[]) => times.map((time) => ({ channel: "call", at: time }));
    expect(mostInADay([])).toBe(0);
    expect(
        mostInADay(
            at(
                "2026-05-12T09:59:00Z",
                "2026-05-11T10:00:00Z",
                "2026-05-12T10:00:00Z",
                "2026-05-14T10:00:00Z",
            ),
        ),
    ).toBe(2);
});

test("what is written is read as the same again", () => {
    const contacts = [
        { channel: "call", at: "2026-05-11T02:05:00Z", answered: true },
        { channel: "sms", at: "2026-05-11T03:05:00Z", answered: false },
    ];
    expect(readContacts(writeContacts(contacts, ZONE, words), ZONE).contacts).toEqual(contacts);
});
