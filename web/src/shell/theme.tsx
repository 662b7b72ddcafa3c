// Light and dark. The styles themselves are made at build time (scripts/theme.mjs).
import { StyleProvider } from "@ant-design/cssinjs";
import { App, theme as algorithms, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { themes } from "../theme.mjs";
import { useLanguage } from "../words/words";

export type ThemeName = "light" | "dark";
interface Chosen {
    theme: ThemeName;
    setTheme: (theme: ThemeName) => void;
}
const ThemeContext = createContext<Chosen>({ theme: "light", setTheme: () => {} });
export const useTheme = () => useContext(ThemeContext);

const KEPT_AS = "pingli.theme";

function themeAtFirst(): ThemeName {
    const kept = localStorage.getItem(KEPT_AS);
    if (kept === "light" || kept === "dark") return kept;
    return window.matchMedia?.("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function ThemeProvider({ children }: { children: ReactNode }) {
    const { language } = useLanguage();
    const [theme, set] = useState<ThemeName>(themeAtFirst);
    const chosen = useMemo(
        () => ({
            theme,
            setTheme: (next: ThemeName) => {
                localStorage.setItem(KEPT_AS, next);
                set(next);
            },
        }),
        [theme],
    );
    const name = theme === "dark" ? "desk-dark" : "desk-light";
    useEffect(() => {
        document.documentElement.className = name; // its variables hold for the whole page
        document.documentElement.dataset.theme = theme;
    }, [name, theme]);
    return (
        <ThemeContext.Provider value={chosen}>
            <StyleProvider>
                <ConfigProvider
                    locale={language === "zh" ? zhCN : enUS}
                    theme={{
                        ...themes[name],
                        algorithm:
                            theme === "dark"
                                ? algorithms.darkAlgorithm
                                : algorithms.defaultAlgorithm,
                        cssVar: { key: name },
                        hashed: false,
                        zeroRuntime: true,
                    }}
                >
                    <App component={false}>{children}</App>
                </ConfigProvider>
            </StyleProvider>
        </ThemeContext.Provider>
    );
}
