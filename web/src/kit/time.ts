// Moments as people read them, in the zone of the shop.
import { useMemo } from "react";
import { useZone } from "../api/desk";
import { type Language, useLanguage, useWords } from "../words/words";
import { kitWords } from "./words";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Times {
    /** 2026-05-12 周二 10:00 */
    moment: (iso: string) => string;
    /** 2026-05-12 */
    day: (iso: string) => string;
    /** "3 days" between two moments, in the largest unit that tells. */
    span: (milliseconds: number) => string;
}

function makeParts(language: Language, zone: string) {
    const locale = language === "zh" ? "zh-CN" : "en-GB";
    const day = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
    const weekday = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: "short" });
    const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, timeStyle: "short" });
    return { day, weekday, clock };
}

/** Making one takes longer than a row of a list may: a few are kept. */
const made = new Map<string, ReturnType<typeof makeParts>>();

function parts(language: Language, zone: string) {
    const key = `${language} ${zone}`;
    const kept = made.get(key) ?? makeParts(language, zone);
    made.set(key, kept);
    return kept;
}

export function makeTimes(
    language: Language,
    zone: string,
    units: {
        days(n: number): string;
        hours(n: number): string;
        minutes(n: number): string;
        now: string;
    },
): Times {
    const { day, weekday, clock } = parts(language, zone);
    const at = (iso: string) => new Date(iso);
    return {
        moment: (iso) =>
            `${day.format(at(iso))} ${weekday.format(at(iso))} ${clock.format(at(iso))}`,
        day: (iso) => day.format(at(iso)),
        span: (milliseconds) => {
            const length = Math.abs(milliseconds);
            if (length >= 2 * DAY) return units.days(Math.floor(length / DAY));
            if (length >= HOUR) return units.hours(Math.floor(length / HOUR));
            if (length >= MINUTE) return units.minutes(Math.floor(length / MINUTE));
            return units.now;
        },
    };
}

const MOMENT_IN_TEXT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})/g;

/** A text with the moments in it as people read them. */
export const withMoments = (text: string, times: Pick<Times, "moment">) =>
    text.replace(MOMENT_IN_TEXT, times.moment);

export function useTimes(): Times {
    const { language } = useLanguage();
    const zone = useZone();
    const t = useWords(kitWords);
    return useMemo(() => makeTimes(language, zone, t), [language, zone, t]);
}
