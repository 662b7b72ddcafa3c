import { expect, test } from "vitest";
import { makeTimes, withMoments } from "./time";
import { kitWords } from "./words";

// proves X3: people see the shop's zone, wherever the browser stands.
test("a moment is told in the shop's zone", () => {
    const { moment, day } = makeTimes("zh", "Asia/Shanghai", kitWords.zh);
    expect(moment("2026-05-11T18:30:00Z")).toBe("2026-05-12 周二 02:30");
    expect(day("2026-05-11T18:30:00Z")).toBe("2026-05-12");
});

test("moments in a text of the server are told in the shop's zone, all else stays", () => {
    const times = makeTimes("zh", "Asia/Shanghai", kitWords.zh);
    const tell = (text: string) => withMoments(text, times);
    expect(tell("最早 2026-05-12T10:00:00+08:00 可以发送")).toBe(
        "最早 2026-05-12 周二 10:00 可以发送",
    );
    expect(tell("2026-05-11T18:30:00.5Z、2026-05-11T18:30Z")).toBe(
        "2026-05-12 周二 02:30、2026-05-12 周二 02:30",
    );
    expect(tell("订单 20260512T1000，2026-05-12")).toBe("订单 20260512T1000，2026-05-12");
});

test.each([
    [59_000, "不到 1 分钟", "under 1 min"],
    [60_000, "1 分钟", "1 min"],
    [3_599_000, "59 分钟", "59 min"],
    [3_600_000, "1 小时", "1 hour"],
    [47 * 3_600_000, "47 小时", "47 hours"],
    [48 * 3_600_000, "2 天", "2 days"],
    [-49 * 3_600_000, "2 天", "2 days"],
])("%i ms are %s", (length, zh, en) => {
    expect(makeTimes("zh", "Asia/Shanghai", kitWords.zh).span(length)).toBe(zh);
    expect(makeTimes("en", "Asia/Shanghai", kitWords.en).span(length)).toBe(en);
});
