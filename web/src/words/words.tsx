// Chinese and English, side by side. Each screen has its own words in both; the compiler sees to it
// that no word is missing in either.
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

export type Language = "zh" | "en";
/** A text that the server gives in both languages. */
export interface Said {
    zh: string;
    en: string;
}

type Word = string | ((...values: never[]) => string);
type Dictionary = Record<string, Word>;
type Translated<D extends Dictionary> = {
    [K in keyof D]: D[K] extends (...values: infer V) => string ? (...values: V) => string : string;
};
export interface Words<D extends Dictionary> {
    zh: Translated<D>;
    en: Translated<D>;
}

export function defineWords<D extends Dictionary>(zh: D, en: Translated<D>): Words<D> {
    return { zh: zh as unknown as Translated<D>, en };
}

interface Chosen {
    language: Language;
    setLanguage: (language: Language) => void;
}
const LanguageContext = createContext<Chosen>({ language: "zh", setLanguage: () => {} });
const KEPT_AS = "pingli.language";

function languageAtFirst(): Language {
    const kept = localStorage.getItem(KEPT_AS);
    if (kept === "zh" || kept === "en") return kept;
    return navigator.language.startsWith("en") ? "en" : "zh";
}

export function LanguageProvider({ children, first }: { children: ReactNode; first?: Language }) {
    const [language, set] = useState<Language>(() => first ?? languageAtFirst());
    const setLanguage = useCallback((next: Language) => {
        localStorage.setItem(KEPT_AS, next);
        set(next);
    }, []);
    const chosen = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    return <LanguageContext.Provider value={chosen}>{children}</LanguageContext.Provider>;
}

export const useLanguage = () => useContext(LanguageContext);

export function useWords<D extends Dictionary>(words: Words<D>): Translated<D> {
    return words[useLanguage().language];
}

type Reading = (text: string) => string;
const ReadingContext = createContext<Reading>((text) => text);
/** How a text of the server is read below here: the desk puts the shop's own clock into it. */
export const ReadingProvider = ReadingContext.Provider;
export const useReading = () => useContext(ReadingContext);

/** Of a text in both languages the one that is read; the other where one is empty. */
export function useSay(): (said: Said | null | undefined) => string {
    const { language } = useLanguage();
    const read = useReading();
    return useCallback(
        (said) => (said ? read(said[language] || said.zh || said.en) : ""),
        [language, read],
    );
}
